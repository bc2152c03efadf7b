package native

import (
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"shirube/assets"
	"shirube/assets/palette"
	"shirube/charts/charttest"
)

// plainTheme is the default theme in our font, light or dark, with texts of a size.
type plainTheme struct {
	fyne.Theme
	dark bool
	text float32
}

func (t plainTheme) Size(name fyne.ThemeSizeName) float32 {
	if name == theme.SizeNameText {
		return t.text
	}
	return t.Theme.Size(name)
}

func (t plainTheme) Font(s fyne.TextStyle) fyne.Resource {
	if s.Bold {
		return bold
	}
	return regular
}

func (t plainTheme) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	if name == theme.ColorNameBackground {
		return palette.Of(t.dark)[palette.Ground]
	}
	return t.Theme.Color(name, v)
}

var (
	regular = fyne.NewStaticResource("regular.ttf", assets.FontRegular)
	bold    = fyne.NewStaticResource("bold.ttf", assets.FontBold)
)

func useTheme(t *testing.T, dark bool) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(plainTheme{theme.DefaultTheme(), dark, 13})
}

// TestGallery writes a picture of every chart, to be looked at, to the folder
// named by SHIRUBE_GALLERY.
func TestGallery(t *testing.T) {
	folder := os.Getenv("SHIRUBE_GALLERY")
	if folder == "" {
		t.Skip("SHIRUBE_GALLERY names no folder to draw into")
	}
	for name, dark := range map[string]bool{"light": false, "dark": true} {
		useTheme(t, dark)
		for _, s := range charttest.All() {
			w := New(s.Chart)
			c := software.NewCanvas()
			c.SetPadded(false)
			c.SetContent(container.NewStack(canvas.NewRectangle(palette.Of(dark)[palette.Card]), container.NewWithoutLayout(w)))
			size := fyne.NewSize(float32(s.W), float32(s.H))
			w.Resize(size)
			w.Move(fyne.NewPos(16, 16))
			for suffix, scale := range map[string]float32{"": 1, "@2x": 2} {
				c.SetScale(scale)
				c.Resize(size.AddWidthHeight(32, 32))
				w.show(-1)
				save(t, c, filepath.Join(folder, s.Name+"-"+name+suffix+".png"))
			}
			w.FocusGained()
			w.show(len(w.scene.Hits) / 2)
			save(t, c, filepath.Join(folder, s.Name+"-"+name+"-hover.png"))
		}
	}
}

func save(t *testing.T, c fyne.Canvas, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, c.Capture()); err != nil {
		t.Fatal(err)
	}
}
