package style

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shirube/assets"
	"shirube/assets/palette"
)

var icons = map[string]fyne.Resource{}

// Icon is a line icon of assets/icons in a token's colour. What the drawing
// fills with "paper", "accent" or "mid" takes the colour of that name. For the window's goroutine only.
func Icon(name string, token palette.Token) fyne.Resource {
	ink, paper := palette.Hex(Color(token)), palette.Hex(Color(palette.Card))
	key := name + ink + paper + ".svg"
	res, ok := icons[key]
	if !ok {
		svg := strings.NewReplacer("currentColor", ink, "paper", paper,
			"accent", palette.Hex(Color(palette.Accent)), "mid", palette.Hex(Color(palette.AccentMid))).Replace(assets.Icon(name))
		res = fyne.NewStaticResource(key, []byte(svg))
		icons[key] = res
	}
	return res
}

// Image shows an icon at a size (16, 20 or 24).
func Image(name string, token palette.Token, size float32) *canvas.Image {
	i := canvas.NewImageFromResource(Icon(name, token))
	i.FillMode = canvas.ImageFillContain
	i.SetMinSize(fyne.NewSquareSize(size))
	return i
}

// Faded is a colour with part (0 to 1) of its strength.
func Faded(c color.NRGBA, part float64) color.NRGBA {
	c.A = uint8(float64(c.A) * part)
	return c
}
