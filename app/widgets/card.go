package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/style"
	"shirube/assets/palette"
)

// Card is a body on card ground with a hairline and a title line. note and link
// may be "" and nil; body fills what is left. An empty title leaves the line out.
func Card(title, note string, link fyne.CanvasObject, body fyne.CanvasObject) *fyne.Container {
	content := body
	if title != "" {
		content = style.Column(8, TitleLine(title, note, link), style.Stretch(body))
	}
	return container.NewStack(style.Box(palette.Card, palette.Line, 8), style.PadSides(12, 16, 16, 16, content))
}

// TitleLine is a title in 15 bold, its note in 13, cut where there is no room,
// and a link at the right edge.
func TitleLine(title, note string, link fyne.CanvasObject) *fyne.Container {
	var right []fyne.CanvasObject
	if link != nil {
		right = append(right, link)
	}
	return newLead(12, 12, style.Text(title, style.Body, palette.Ink, true), style.Text(note, style.Small, palette.Sub, false), style.Small, right...)
}

// KeyValue lists pairs of a label and a value, one under another, labels in one
// column of labelWidth. A value is text or any object.
func KeyValue(labelWidth float32, pairs ...any) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for i := 0; i+1 < len(pairs); i += 2 {
		label := style.Text(pairs[i].(string), style.Small, palette.Sub, false)
		var value fyne.CanvasObject
		switch v := pairs[i+1].(type) {
		case string:
			value = NewCutText(v, style.Small, palette.Ink, false)
		case fyne.CanvasObject:
			value = v
		}
		rows = append(rows, style.Fixed(0, style.Grow(24), style.Row(0, style.Fixed(labelWidth, 0, label), style.Stretch(container.New(middle{}, value)))))
	}
	return style.Column(0, rows...)
}

// middle gives an object its full width and centres it in height.
type middle struct{}

func (middle) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (middle) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	h := objects[0].MinSize().Height
	objects[0].Move(fyne.NewPos(0, (s.Height-h)/2))
	objects[0].Resize(fyne.NewSize(s.Width, h))
}

// EmptyState says that there is nothing yet, and what to do about it; action may be nil.
func EmptyState(icon, sentence string, action *Button) fyne.CanvasObject {
	objects := []fyne.CanvasObject{
		container.NewCenter(style.Image(icon, palette.Faint, 32)),
		style.Centred(sentence, style.Body, palette.Sub, false),
	}
	if action != nil {
		objects = append(objects, container.NewCenter(action))
	}
	return container.NewCenter(style.Column(16, objects...))
}
