package start

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"shirube/app/style"
	"shirube/assets/art"
	"shirube/assets/palette"
	"shirube/assets/words"
)

// The landscape's own size; it stands at the foot of its column.
const landscapeHeight = 520

// picture is the column at the left: the sign, what Shirube is for, the landscape.
func picture(w *words.Words) fyne.CanvasObject {
	sky := canvas.NewVerticalGradient(style.Color(palette.Nav), style.Color(palette.AccentTint))
	land := canvas.NewImageFromResource(drawing("landscape", art.Start))
	land.SetMinSize(fyne.NewSize(pictureWidth, landscapeHeight))
	sign := canvas.NewImageFromResource(drawing("sign", art.Logo))
	sign.FillMode = canvas.ImageFillContain
	sign.SetMinSize(fyne.NewSize(24, 28))
	promise := style.Column(0)
	for _, line := range strings.Split(w.T("start.promise"), "|") {
		promise.Add(style.Text(line, style.Title, palette.Ink, true))
	}
	said := style.Column(0,
		style.Row(14, sign, style.Text(w.T("shell.name"), style.Title, palette.Ink, true)),
		style.Space(24),
		promise,
		style.Space(12),
		style.NewParagraph(w.T("start.about"), style.Body, palette.Sub, pictureWidth-2*sideRoom))
	return style.Fixed(pictureWidth, 0, container.NewStack(sky,
		style.Column(0, style.Spacer(), land),
		style.PadSides(44, sideRoom, 0, sideRoom, style.Column(0, said))))
}

func drawing(name string, svg func(dark bool) []byte) fyne.Resource {
	if style.Dark() {
		name += "-dark"
	}
	return fyne.NewStaticResource(name+".svg", svg(style.Dark()))
}
