package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"shirube/app/style"
	"shirube/assets/palette"
	"shirube/assets/words"
)

// HeaderHeight is the height of a page's header at text size 1.
const HeaderHeight = 64

// PagePadding is the room at the left and right of a page.
const PagePadding = 24

const searchWidth = 264

// Moves is what a header asks of the window; route.Navigator has it.
type Moves interface {
	Back()
	Forward()
	CanBack() bool
	CanForward() bool
	Palette()
}

// Header is the head of every page: its title with a note, back and forward,
// the search over everything and the page's own buttons. It is built anew with
// its page, so it shows where one can go at that moment.
func Header(title, note string, nav Moves, w *words.Words, buttons ...fyne.CanvasObject) fyne.CanvasObject {
	head := style.Baseline(16, style.Text(title, style.Title, palette.Ink, true), style.Text(note, style.Body, palette.Sub, false))
	right := []fyne.CanvasObject{
		style.Row(0,
			newStep("chevron-left", nav.CanBack, nav.Back),
			newStep("chevron-right", nav.CanForward, nav.Forward)),
		newSearch(w.T("shell.palette.placeholder"), nav.Palette),
	}
	row := style.Row(16, append([]fyne.CanvasObject{head, style.Spacer()}, append(right, buttons...)...)...)
	return style.Fixed(0, style.Grow(HeaderHeight), style.PadSides(0, PagePadding, 0, PagePadding, row))
}

// step is one of the two arrows of a header.
type step struct {
	widget.BaseWidget
	can    func() bool
	tapped func()
	name   string
	ground *canvas.Rectangle
	icon   *canvas.Image
}

func newStep(icon string, can func() bool, tapped func()) *step {
	s := &step{can: can, tapped: tapped, name: icon, ground: canvas.NewRectangle(nil)}
	s.ground.CornerRadius = 6
	s.icon = style.Image(icon, s.token(), 16)
	s.ExtendBaseWidget(s)
	return s
}

func (s *step) token() palette.Token {
	if s.can() {
		return palette.Ink
	}
	return palette.Line2
}

func (s *step) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(style.Fixed(28, 28, container.NewStack(s.ground, style.Pad(6, s.icon))))
}

// Refresh shows whether there is somewhere to go now.
func (s *step) Refresh() {
	s.icon.Resource = style.Icon(s.name, s.token())
	s.icon.Refresh()
	s.BaseWidget.Refresh()
}

func (s *step) Tapped(*fyne.PointEvent) {
	if s.can() {
		s.tapped()
	}
}

func (s *step) hover(on bool) {
	s.ground.FillColor = nil
	if on && s.can() {
		s.ground.FillColor = style.Color(palette.Track)
	}
	s.ground.Refresh()
}

func (s *step) MouseIn(*desktop.MouseEvent)    { s.hover(true) }
func (s *step) MouseMoved(*desktop.MouseEvent) {}
func (s *step) MouseOut()                      { s.hover(false) }

// search looks like an entry and opens the palette.
type search struct {
	widget.BaseWidget
	words  string
	tapped func()
	ground *canvas.Rectangle
}

func newSearch(words string, tapped func()) *search {
	s := &search{words: words, tapped: tapped, ground: style.Box(palette.Card, palette.Line2, 6)}
	s.ExtendBaseWidget(s)
	return s
}

func (s *search) CreateRenderer() fyne.WidgetRenderer {
	key := style.Surface(palette.Track, style.PadSides(1, 8, 1, 8, style.Text(searchKeys(), style.Small, palette.Sub, false)))
	key.Objects[0].(*canvas.Rectangle).CornerRadius = 4
	row := style.Row(8,
		style.Image("search", palette.Sub, 16),
		style.Text(style.Cut(s.words, style.Small, false, searchWidth-110), style.Small, palette.Sub, false),
		style.Spacer(), key)
	return widget.NewSimpleRenderer(style.Fixed(searchWidth, style.Grow(32), container.NewStack(s.ground, style.PadSides(0, 8, 0, 10, row))))
}

func searchKeys() string {
	if fyne.KeyModifierShortcutDefault == fyne.KeyModifierSuper {
		return "⌘ K"
	}
	return "Ctrl K"
}

func (s *search) Tapped(*fyne.PointEvent) { s.tapped() }

func (s *search) hover(token palette.Token) {
	s.ground.FillColor = style.Color(token)
	s.ground.Refresh()
}

func (s *search) MouseIn(*desktop.MouseEvent)    { s.hover(palette.Hover) }
func (s *search) MouseMoved(*desktop.MouseEvent) {}
func (s *search) MouseOut()                      { s.hover(palette.Card) }
func (s *search) Cursor() desktop.Cursor         { return desktop.TextCursor }
