package shell

import (
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"shirube/app/style"
	"shirube/assets/palette"
)

// Measures of the navigation, from the look.
const (
	navWidth   = 176
	navFolded  = 56
	navRow     = 40
	navInset   = 8  // from the navigation's edge to a row
	navIcon    = 24 // from the navigation's edge to the icon
	navWord    = 52 // from the navigation's edge to the word
	navMark    = 3  // width of the bar beside the page shown
	badgeWidth = 20
)

// navItem is one row of the navigation: icon, word, and a count that asks for
// attention. It is a button to the keyboard as well.
type navItem struct {
	widget.BaseWidget
	word     string
	selected bool
	over     bool
	focused  bool
	tapped   func()

	ground, bar, pill *canvas.Rectangle
	icon              *canvas.Image
	text, count       *canvas.Text
}

func newNavItem(icon, word string, selected bool, tapped func()) *navItem {
	token := palette.Ink
	if selected {
		token = palette.Accent
	}
	n := &navItem{
		word: word, selected: selected, tapped: tapped,
		ground: canvas.NewRectangle(nil),
		bar:    canvas.NewRectangle(style.Color(palette.Accent)),
		pill:   canvas.NewRectangle(style.Color(palette.BadTint)),
		icon:   style.Image(icon, token, 18),
		text:   style.Text(word, style.Body, token, selected),
		count:  style.Centred("", style.Small, palette.BadText, true),
	}
	n.ground.CornerRadius, n.bar.CornerRadius, n.pill.CornerRadius = 6, 1.5, badgeWidth/2
	n.ExtendBaseWidget(n)
	n.show()
	return n
}

// setCount shows how many things wait there; nothing at "".
func (n *navItem) setCount(s string) {
	if n.count.Text != s {
		n.count.Text = s
		n.Refresh()
	}
}

func (n *navItem) show() {
	switch {
	case n.selected:
		n.ground.FillColor = style.Color(palette.AccentTint)
	case n.over || n.focused:
		n.ground.FillColor = style.Color(palette.Track)
	default:
		n.ground.FillColor = style.Color(palette.Nav)
	}
	n.ground.StrokeColor, n.ground.StrokeWidth = style.Color(palette.Accent), 0
	if n.focused {
		n.ground.StrokeWidth = 2
	}
	n.bar.Hidden = !n.selected
}

func (n *navItem) CreateRenderer() fyne.WidgetRenderer { return navItemRenderer{n} }

func (n *navItem) Tapped(*fyne.PointEvent) { n.tapped() }

func (n *navItem) MouseIn(*desktop.MouseEvent)    { n.over = true; n.Refresh() }
func (n *navItem) MouseMoved(*desktop.MouseEvent) {}
func (n *navItem) MouseOut()                      { n.over = false; n.Refresh() }
func (n *navItem) Cursor() desktop.Cursor         { return desktop.PointerCursor }

func (n *navItem) FocusGained() { n.focused = true; n.Refresh() }
func (n *navItem) FocusLost()   { n.focused = false; n.Refresh() }

func (n *navItem) TypedRune(r rune) {
	if unicode.IsSpace(r) {
		n.tapped()
	}
}

func (n *navItem) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter {
		n.tapped()
	}
}

type navItemRenderer struct{ n *navItem }

func (r navItemRenderer) Layout(s fyne.Size) {
	n := r.n
	n.ground.Resize(fyne.NewSize(s.Width-2*navInset, s.Height))
	n.ground.Move(fyne.NewPos(navInset, 0))
	n.bar.Resize(fyne.NewSize(navMark, s.Height/2))
	n.bar.Move(fyne.NewPos(navInset, s.Height/4))
	folded := s.Width < (navWidth+navFolded)/2
	x := float32(navIcon)
	if folded {
		x = (s.Width - 18) / 2
	}
	n.icon.Resize(fyne.NewSquareSize(18))
	n.icon.Move(fyne.NewPos(x-1, (s.Height-18)/2))
	n.text.Hidden = folded
	h := n.text.MinSize().Height
	n.text.Resize(fyne.NewSize(s.Width-navWord-navInset, h))
	n.text.Move(fyne.NewPos(navWord, (s.Height-h)/2))

	n.pill.Hidden = n.count.Text == ""
	n.count.Hidden = n.pill.Hidden
	w := max(badgeWidth, n.count.MinSize().Width+12)
	right := s.Width - 20
	y := (s.Height - badgeWidth) / 2
	if folded {
		right, y = s.Width-navInset, 0
	}
	n.pill.Resize(fyne.NewSize(w, badgeWidth))
	n.pill.Move(fyne.NewPos(right-w, y))
	ch := n.count.MinSize().Height
	n.count.Resize(fyne.NewSize(w, ch))
	n.count.Move(fyne.NewPos(right-w, y+(badgeWidth-ch)/2))
}

func (r navItemRenderer) MinSize() fyne.Size { return fyne.NewSize(navFolded, style.Grow(navRow)) }

func (r navItemRenderer) Refresh() {
	r.n.show()
	r.Layout(r.n.Size())
	canvas.Refresh(r.n)
}

func (r navItemRenderer) Objects() []fyne.CanvasObject {
	n := r.n
	return []fyne.CanvasObject{n.ground, n.bar, n.icon, n.text, n.pill, n.count}
}

func (navItemRenderer) Destroy() {}
