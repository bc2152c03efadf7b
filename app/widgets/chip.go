package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"shirube/app/style"
	"shirube/assets/palette"
)

// ChipKind says what a chip is.
type ChipKind int

// On = the segment in force; Saved = another, with its count; Filter = a
// condition in force, with ×; Add = dashed with +; Mute = a tag; GoodChip and
// BadChip carry counts.
const (
	Saved ChipKind = iota
	On
	Filter
	Add
	Mute
	GoodChip
	BadChip
)

// Chip is a round piece of 24.
type Chip struct {
	control
	text, count string
	kind        ChipKind
	icon        string
	OnRemoved   func() // of a Filter, by its ×
	OnMenu      func() // by the secondary button, or Down
}

// NewChip shows text, and a count behind it where there is one. Mute chips have no tapped.
func NewChip(text, count string, kind ChipKind, tapped func()) *Chip {
	c := &Chip{text: text, count: count, kind: kind}
	c.OnTapped = tapped
	if kind == Add {
		c.icon = "plus"
	}
	c.disabled = tapped == nil && kind != Filter
	c.ExtendBaseWidget(c)
	return c
}

// WithIcon sets an icon before the text.
func (c *Chip) WithIcon(name string) *Chip { c.icon = name; return c }

// Set changes kind and count.
func (c *Chip) Set(kind ChipKind, count string) {
	c.kind, c.count = kind, count
	c.Refresh()
}

// Tapped removes by the ×, else taps.
func (c *Chip) Tapped(e *fyne.PointEvent) {
	if c.kind == Filter && c.OnRemoved != nil && (c.OnTapped == nil || e.Position.X > c.Size().Width-28) {
		c.OnRemoved()
		return
	}
	c.act()
}

// TappedSecondary opens its menu.
func (c *Chip) TappedSecondary(*fyne.PointEvent) {
	if c.OnMenu != nil {
		c.OnMenu()
	}
}

// TypedKey also removes a Filter by Delete, and opens a menu by Down.
func (c *Chip) TypedKey(e *fyne.KeyEvent) {
	if c.OnMenu != nil && e.Name == fyne.KeyDown {
		c.OnMenu()
		return
	}
	if c.kind == Filter && c.OnRemoved != nil && (e.Name == fyne.KeyDelete || e.Name == fyne.KeyBackspace) {
		c.OnRemoved()
		return
	}
	c.control.TypedKey(e)
}

func (c *Chip) colours() (fill, border color.Color, text palette.Token) {
	none := color.Transparent
	switch c.kind {
	case On:
		return style.Color(palette.AccentTint), style.Color(palette.Accent), palette.Accent
	case Filter:
		return style.Color(palette.AccentTint), none, palette.Accent
	case Mute:
		return style.Color(palette.Track), none, palette.Sub
	case GoodChip:
		return style.Color(palette.GoodTint), none, palette.GoodText
	case BadChip:
		return style.Color(palette.BadTint), none, palette.BadText
	case Add:
		if c.hovered {
			return style.Color(palette.Hover), none, palette.Ink
		}
		return none, none, palette.Sub
	}
	if c.hovered {
		return style.Color(palette.Hover), style.Color(palette.Line2), palette.Ink
	}
	return style.Color(palette.Card), style.Color(palette.Line2), palette.Ink
}

// CreateRenderer draws the chip; the dashes of Add are short lines round its edge.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer {
	ring, ground := newRing(), canvas.NewRectangle(color.Transparent)
	ground.StrokeWidth, ground.CornerRadius, ring.CornerRadius = 1, 12, 15
	text := style.Text("", style.Small, palette.Ink, c.kind == On)
	count := style.Text("", style.Small, palette.Sub, false)
	icon, cross := &canvas.Image{FillMode: canvas.ImageFillContain}, &canvas.Image{FillMode: canvas.ImageFillContain}
	dashes := container.NewWithoutLayout()
	d := &drawing{owner: c, objects: []fyne.CanvasObject{ring, ground, dashes, icon, text, count, cross}}
	d.refresh = func() {
		fill, border, token := c.colours()
		ground.FillColor, ground.StrokeColor = fill, border
		text.Text, text.Color, text.TextStyle.Bold = style.Clean(c.text), style.Color(token), c.kind == On
		count.Text = c.count
		icon.Hidden, cross.Hidden = c.icon == "", c.kind != Filter
		if c.icon != "" {
			icon.Resource = style.Icon(c.icon, token)
		}
		cross.Resource = style.Icon("close", token)
	}
	lay := func(s fyne.Size, move bool) float32 {
		x := float32(12)
		place := func(o fyne.CanvasObject, m fyne.Size, gap float32) {
			if move {
				o.Move(fyne.NewPos(x, (s.Height-m.Height)/2-style.Lift(o)))
				o.Resize(m)
			}
			x += m.Width + gap
		}
		if c.icon != "" {
			x -= 2
			place(icon, fyne.NewSquareSize(14), 6)
		}
		place(text, text.MinSize(), 0)
		if c.count != "" {
			x += 6
			place(count, count.MinSize(), 0)
		}
		if c.kind == Filter {
			x += 7
			place(cross, fyne.NewSquareSize(12), 0)
		}
		return x + 12
	}
	d.min = func() fyne.Size { return fyne.NewSize(lay(fyne.Size{}, false), style.Grow(24)) }
	d.layout = func(s fyne.Size) {
		setRing(ring, s, c.ringed)
		ground.Resize(s)
		lay(s, true)
		if c.kind == Add {
			dashRound(dashes, s)
		}
	}
	d.refresh()
	return d
}

// Badge is a signal in words: 22 high, pulse icon (a bottleneck's is "funnel"),
// in the text and tint of good or bad.
func Badge(icon, text string, good bool) fyne.CanvasObject {
	ink, tint := palette.BadText, palette.BadTint
	if good {
		ink, tint = palette.GoodText, palette.GoodTint
	}
	ground := canvas.NewRectangle(style.Color(tint))
	ground.CornerRadius = 4
	row := style.Row(6, style.Image(icon, ink, 14), style.Text(text, style.Small, ink, true))
	return style.Fixed(0, style.Grow(22), container.NewStack(ground, style.PadSides(0, 12, 0, 8, row)))
}
