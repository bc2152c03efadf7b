package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shirube/app/style"
	"shirube/assets/palette"
)

// Kind of a Button.
type Kind int

// At most one Primary per page, plus one in a list or popup. Destructive stands
// only in a dialog, at the right. Link is a text without room around it.
const (
	Plain Kind = iota
	Primary
	TextOnly
	Destructive
	Link
)

// Button is a word to tap.
type Button struct {
	control
	text   string
	kind   Kind
	icon   string
	height float32
	size   float32
}

// NewButton is 32 high.
func NewButton(text string, kind Kind, tapped func()) *Button {
	b := &Button{text: text, kind: kind, height: 32, size: style.Small}
	b.OnTapped = tapped
	b.ExtendBaseWidget(b)
	return b
}

// NewLink is an accent text to tap, as at a card's right edge or under a count.
func NewLink(text string, tapped func()) *Button { return NewButton(text, Link, tapped).Height(20) }

// Height sets 28 (rows, bars), 32, or 40 (first start; its text is 15).
func (b *Button) Height(h float32) *Button {
	b.height = h
	if h >= 40 {
		b.size = style.Body
	}
	return b
}

// WithIcon sets an icon before the word.
func (b *Button) WithIcon(name string) *Button { b.icon = name; return b }

// WithTip sets what the pointer shows over it.
func (b *Button) WithTip(tip string) *Button { b.Tip = tip; return b }

// SetText changes the word.
func (b *Button) SetText(s string) {
	if b.text != s {
		b.text = s
		b.Refresh()
	}
}

// Text is the word on it.
func (b *Button) Text() string { return b.text }

func (b *Button) colours() (fill, border color.Color, text palette.Token) {
	fill, border = color.Transparent, color.Transparent
	switch {
	case b.kind == Link, b.kind == TextOnly:
		text = palette.Accent
		if b.disabled {
			text = palette.Faint
		} else if b.hovered && b.kind == TextOnly {
			fill = style.Color(palette.AccentTint)
		}
	case b.disabled:
		return style.Color(palette.Track), border, palette.Faint
	case b.kind == Primary:
		fill, text = style.Color(palette.Accent), palette.OnAccent
		if b.hovered {
			fill = style.Color(palette.AccentDark)
		}
	case b.kind == Destructive:
		fill, text = style.Color(palette.Bad), palette.OnAccent
		if b.hovered {
			fill = palette.Mix(style.Color(palette.Bad), style.Color(palette.Ink), 0.15)
		}
	default:
		fill, border, text = style.Color(palette.Card), style.Color(palette.Line2), palette.Ink
		if b.hovered {
			fill = style.Color(palette.Hover)
		}
	}
	return fill, border, text
}

// CreateRenderer draws ground, icon, word and focus ring.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	ring, ground := newRing(), canvas.NewRectangle(color.Transparent)
	ground.CornerRadius, ground.StrokeWidth = 6, 1
	text := style.Text("", b.size, palette.Ink, b.kind == Primary || b.kind == Destructive)
	underline := canvas.NewRectangle(color.Transparent)
	icon := &canvas.Image{FillMode: canvas.ImageFillContain}
	const iconSize, iconGap = 16, 6
	room := func() float32 {
		w := text.MinSize().Width
		if b.icon != "" {
			w += iconSize
			if b.text != "" {
				w += iconGap
			}
		}
		return w
	}
	d := &drawing{owner: b, objects: []fyne.CanvasObject{ring, ground, icon, text, underline}}
	d.refresh = func() {
		fill, border, token := b.colours()
		ground.FillColor, ground.StrokeColor = fill, border
		text.Text, text.Color = style.Clean(b.text), style.Color(token)
		underline.FillColor = color.Transparent
		if b.kind == Link && b.hovered && !b.disabled {
			underline.FillColor = style.Color(token)
		}
		icon.Hidden = b.icon == ""
		if b.icon != "" {
			icon.Resource = style.Icon(b.icon, token)
		}
	}
	d.min = func() fyne.Size {
		w := room()
		if b.kind != Link {
			w += 32
		}
		return fyne.NewSize(w, style.Grow(b.height))
	}
	d.layout = func(s fyne.Size) {
		setRing(ring, s, b.ringed)
		ground.Resize(s)
		x := (s.Width - room()) / 2
		if b.kind == Link {
			x = 0
		}
		if b.icon != "" {
			icon.Move(fyne.NewPos(x, (s.Height-iconSize)/2))
			icon.Resize(fyne.NewSquareSize(iconSize))
			x += iconSize + iconGap
		}
		m := text.MinSize()
		text.Move(fyne.NewPos(x, (s.Height-m.Height)/2-style.Lift(text)))
		text.Resize(m)
		underline.Move(fyne.NewPos(x, (s.Height+m.Height)/2-2))
		underline.Resize(fyne.NewSize(m.Width, 1))
	}
	d.refresh()
	return d
}

// IconButton is an icon to tap, 28 square.
type IconButton struct {
	control
	icon  string
	token palette.Token
	side  float32
}

// NewIconButton shows an icon; tip says in words what it does.
func NewIconButton(icon, tip string, tapped func()) *IconButton {
	b := &IconButton{icon: icon, token: palette.Sub, side: 28}
	b.OnTapped, b.Tip = tapped, tip
	b.ExtendBaseWidget(b)
	return b
}

// SetIcon shows another icon.
func (b *IconButton) SetIcon(name string) { b.icon = name; b.Refresh() }

// CreateRenderer draws the icon.
func (b *IconButton) CreateRenderer() fyne.WidgetRenderer {
	ring, ground := newRing(), canvas.NewRectangle(color.Transparent)
	ground.CornerRadius = 6
	icon := &canvas.Image{FillMode: canvas.ImageFillContain}
	d := &drawing{owner: b, objects: []fyne.CanvasObject{ring, ground, icon}}
	d.refresh = func() {
		token := b.token
		ground.FillColor = color.Transparent
		switch {
		case b.disabled:
			token = palette.Line2
		case b.hovered:
			token, ground.FillColor = palette.Ink, style.Color(palette.Hover)
		}
		icon.Resource = style.Icon(b.icon, token)
	}
	d.min = func() fyne.Size { return fyne.NewSquareSize(b.side) }
	d.layout = func(s fyne.Size) {
		setRing(ring, s, b.ringed)
		ground.Resize(s)
		icon.Move(fyne.NewPos((s.Width-18)/2, (s.Height-18)/2))
		icon.Resize(fyne.NewSquareSize(18))
	}
	d.refresh()
	return d
}
