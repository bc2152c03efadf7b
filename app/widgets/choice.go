package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shirube/app/style"
	"shirube/assets/palette"
)

// Select is a choice of many, shown as a button of 32 that opens a Picker.
type Select struct {
	control
	Options     []Option
	Placeholder string
	Search      string // placeholder of the search above 50 options
	OnChanged   func(Option)
	key         string
	height      float32
	bare        bool
	close       func()
}

// NewSelect shows the option of key; changed is called by the user's choice only.
func NewSelect(options []Option, key string, changed func(Option)) *Select {
	s := &Select{Options: options, key: key, OnChanged: changed, height: 32}
	s.OnTapped = s.open
	s.ExtendBaseWidget(s)
	return s
}

// Height sets 28 or 24, as in cards.
func (s *Select) Height(h float32) *Select { s.height = h; return s }

// Bare leaves out the frame, as for the workspace in the navigation.
func (s *Select) Bare() *Select { s.bare = true; return s }

// Key is the key of the choice.
func (s *Select) Key() string { return s.key }

// SetKey shows another choice without telling.
func (s *Select) SetKey(key string) { s.key = key; s.Refresh() }

// SetOptions offers others.
func (s *Select) SetOptions(options []Option, key string) {
	s.Options, s.key = options, key
	s.Refresh()
}

func (s *Select) chosen() (text string, ok bool) {
	for _, o := range s.Options {
		if o.Key == s.key {
			return o.Text, true
		}
	}
	return s.Placeholder, false
}

func (s *Select) open() {
	wide := max(s.Size().Width-8, 160)
	for _, o := range s.Options[:min(len(s.Options), searchAbove)] {
		wide = max(wide, min(420, style.Width(o.Text, style.Small, true)+style.Width(o.Note, style.Small, false)+72))
	}
	p := NewPicker(s.Options, s.key, s.Search, wide, func(o Option) {
		s.close()
		if s.key != o.Key {
			s.SetKey(o.Key)
			if s.OnChanged != nil {
				s.OnChanged(o)
			}
		}
	})
	s.close = ShowUnder(s, p.Object())
	p.OnEscape = s.close
	p.Focus()
}

// TypedKey opens by Down as well.
func (s *Select) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyDown {
		s.act()
		return
	}
	s.control.TypedKey(e)
}

// CreateRenderer draws the frame, the choice and the chevron.
func (s *Select) CreateRenderer() fyne.WidgetRenderer {
	ring, frame := newRing(), style.Box(palette.Card, palette.Line2, 6)
	text, chevron := style.Text("", style.Small, palette.Ink, false), style.Image("chevron-down", palette.Sub, 16)
	d := &drawing{owner: s, objects: []fyne.CanvasObject{ring, frame, text, chevron}}
	d.refresh = func() {
		frame.FillColor, frame.StrokeColor = style.Color(palette.Card), style.Color(palette.Line2)
		switch {
		case s.bare:
			frame.FillColor, frame.StrokeColor = color.Transparent, color.Transparent
			if s.hovered {
				frame.FillColor = style.Color(palette.Hover)
			}
		case s.disabled:
			frame.FillColor = style.Color(palette.Ground)
		case s.hovered:
			frame.FillColor = style.Color(palette.Hover)
		}
		token := palette.Ink
		if _, ok := s.chosen(); !ok || s.disabled {
			token = palette.Faint
		}
		text.Color = style.Color(token)
	}
	d.min = func() fyne.Size { return fyne.NewSize(96, style.Grow(s.height)) }
	d.layout = func(size fyne.Size) {
		setRing(ring, size, s.ringed)
		frame.Resize(size)
		chosen, _ := s.chosen()
		text.Text = style.Cut(chosen, style.Small, false, size.Width-44)
		place(text, 12, size)
		chevron.Move(fyne.NewPos(size.Width-26, (size.Height-16)/2))
		chevron.Resize(fyne.NewSquareSize(16))
	}
	d.refresh()
	return d
}

// place sets a text at x, in the middle of a height.
func place(t *canvas.Text, x float32, in fyne.Size) {
	m := t.MinSize()
	t.Move(fyne.NewPos(x, (in.Height-m.Height)/2-style.Lift(t)))
	t.Resize(m)
}

// Check is a box with a word, ticked or not.
type Check struct {
	control
	text      string
	checked   bool
	OnChanged func(bool)
}

// NewCheck shows a box; changed is called by the user's tap only.
func NewCheck(text string, checked bool, changed func(bool)) *Check {
	c := &Check{text: text, checked: checked, OnChanged: changed}
	c.OnTapped = func() {
		c.SetChecked(!c.checked)
		if c.OnChanged != nil {
			c.OnChanged(c.checked)
		}
	}
	c.ExtendBaseWidget(c)
	return c
}

// Checked tells whether it is ticked.
func (c *Check) Checked() bool { return c.checked }

// SetChecked ticks it or not, without telling.
func (c *Check) SetChecked(on bool) { c.checked = on; c.Refresh() }

// CreateRenderer draws box, tick and word.
func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	ring, box := newRing(), style.Box(palette.Card, palette.Line2, 3)
	tick, text := style.Image("check-bold", palette.OnAccent, 12), style.Text(c.text, style.Small, palette.Ink, false)
	d := &drawing{owner: c, objects: []fyne.CanvasObject{ring, box, tick, text}}
	d.refresh = func() {
		box.FillColor, box.StrokeColor = style.Color(palette.Card), style.Color(palette.Line2)
		if c.checked {
			box.FillColor, box.StrokeColor = style.Color(palette.Accent), style.Color(palette.Accent)
		}
		tick.Hidden = !c.checked
		text.Color = style.Color(palette.Ink)
		if c.disabled {
			text.Color = style.Color(palette.Faint)
		}
	}
	d.min = func() fyne.Size { return fyne.NewSize(text.MinSize().Width+24, style.Grow(24)) }
	d.layout = func(s fyne.Size) {
		setRing(ring, s, c.ringed)
		box.Move(fyne.NewPos(1, (s.Height-14)/2))
		box.Resize(fyne.NewSquareSize(14))
		tick.Move(fyne.NewPos(2, (s.Height-12)/2))
		tick.Resize(fyne.NewSquareSize(12))
		place(text, 24, s)
	}
	d.refresh()
	return d
}
