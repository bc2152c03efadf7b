package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shirube/app/style"
	"shirube/assets/palette"
)

// Segmented is one choice of a few: a track with a raised card for the choice.
type Segmented struct {
	control
	options   []string
	selected  int
	OnChanged func(index int)
}

// NewSegmented shows options with one chosen; changed is called by the user's choice only.
func NewSegmented(options []string, selected int, changed func(index int)) *Segmented {
	s := &Segmented{options: options, selected: selected, OnChanged: changed}
	s.ExtendBaseWidget(s)
	return s
}

// Select shows another choice without telling.
func (s *Segmented) Select(index int) {
	s.selected = index
	s.Refresh()
}

// Selected is the index of the choice.
func (s *Segmented) Selected() int { return s.selected }

func (s *Segmented) choose(index int) {
	if s.disabled || index < 0 || index >= len(s.options) || index == s.selected {
		return
	}
	s.Select(index)
	if s.OnChanged != nil {
		s.OnChanged(index)
	}
}

// Tapped chooses what is under the pointer.
func (s *Segmented) Tapped(e *fyne.PointEvent) {
	x := float32(2)
	for i, o := range s.options {
		if x += segmentWidth(o); e.Position.X < x {
			s.choose(i)
			return
		}
	}
}

// TypedKey moves the choice by the arrows.
func (s *Segmented) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyLeft:
		s.choose(s.selected - 1)
	case fyne.KeyRight:
		s.choose(s.selected + 1)
	default:
		s.control.TypedKey(e)
	}
}

func segmentWidth(option string) float32 { return style.Width(option, style.Small, true) + 28 }

// CreateRenderer draws the track, the raised card and the words.
func (s *Segmented) CreateRenderer() fyne.WidgetRenderer {
	ring, track, card := newRing(), canvas.NewRectangle(color.Transparent), style.Box(palette.Card, palette.Line2, 5)
	track.CornerRadius = 6
	d := &drawing{owner: s, objects: []fyne.CanvasObject{ring, track, card}}
	var texts []*canvas.Text
	for _, o := range s.options {
		t := style.Centred(o, style.Small, palette.Ink, false)
		texts = append(texts, t)
		d.objects = append(d.objects, t)
	}
	d.refresh = func() {
		track.FillColor = style.Color(palette.Track)
		for i, t := range texts {
			t.TextStyle.Bold = i == s.selected
			t.Color = style.Color(palette.Sub)
			if i == s.selected {
				t.Color = style.Color(palette.Ink)
			}
		}
	}
	d.min = func() fyne.Size {
		w := float32(4)
		for _, o := range s.options {
			w += segmentWidth(o)
		}
		return fyne.NewSize(w, style.Grow(32))
	}
	d.layout = func(size fyne.Size) {
		setRing(ring, size, s.ringed)
		track.Resize(fyne.NewSize(d.min().Width, size.Height))
		x := float32(2)
		for i, t := range texts {
			w := segmentWidth(s.options[i])
			t.Move(fyne.NewPos(x, -style.Lift(t)))
			t.Resize(fyne.NewSize(w, size.Height))
			if i == s.selected {
				card.Move(fyne.NewPos(x, 2))
				card.Resize(fyne.NewSize(w, size.Height-4))
			}
			x += w
		}
	}
	d.refresh()
	return d
}

// Stepper shows where one is in a few steps: a check for those done, the number
// on accent for now, on track for what comes.
func Stepper(steps []string, now int) fyne.CanvasObject {
	var row []fyne.CanvasObject
	for i, s := range steps {
		circle := canvas.NewCircle(style.Color(palette.Track))
		var sign fyne.CanvasObject = style.Centred(string(rune('1'+i)), style.Small, palette.Sub, true)
		token, bold := palette.Sub, false
		switch {
		case i < now:
			circle.FillColor = style.Color(palette.AccentTint)
			sign = style.Pad(5, style.Image("check", palette.Accent, 14))
			token = palette.Ink
		case i == now:
			circle.FillColor = style.Color(palette.Accent)
			sign = style.Centred(string(rune('1'+i)), style.Small, palette.OnAccent, true)
			token, bold = palette.Ink, true
		}
		if i > 0 {
			line := canvas.NewRectangle(style.Color(palette.Line2))
			row = append(row, style.Fixed(32, 1, line))
		}
		row = append(row, style.Fixed(24, 24, stack(circle, sign)), style.Text(s, style.Small, token, bold))
	}
	return style.Row(8, row...)
}
