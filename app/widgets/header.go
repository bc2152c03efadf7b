package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

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
	right := []fyne.CanvasObject{
		style.Row(0,
			arrow("chevron-left", w.T("shell.command.back"), nav.CanBack(), nav.Back),
			arrow("chevron-right", w.T("shell.command.forward"), nav.CanForward(), nav.Forward)),
		newSearch(w.T("shell.palette.placeholder"), nav.Palette),
	}
	row := newLead(16, 16, style.Text(title, style.Title, palette.Ink, true), style.Text(note, style.Body, palette.Sub, false), style.Body, append(right, buttons...)...)
	return style.Fixed(0, style.Grow(HeaderHeight), style.PadSides(0, PagePadding, 0, PagePadding, row))
}

func arrow(icon, tip string, can bool, tapped func()) fyne.CanvasObject {
	b := NewIconButton(icon, tip, tapped)
	if !can {
		b.Disable()
	}
	return b
}

// search looks like an entry and opens the palette.
type search struct {
	control
	words string
}

func newSearch(words string, tapped func()) *search {
	s := &search{words: words}
	s.OnTapped = tapped
	s.ExtendBaseWidget(s)
	return s
}

func (s *search) CreateRenderer() fyne.WidgetRenderer {
	ring, ground := newRing(), style.Box(palette.Card, palette.Line2, 6)
	key := canvas.NewRectangle(style.Color(palette.Track))
	key.CornerRadius = 4
	row := style.Row(8,
		style.Image("search", palette.Sub, 16),
		style.Text(style.Cut(s.words, style.Small, false, searchWidth-108), style.Small, palette.Sub, false),
		style.Spacer(),
		container.NewStack(key, style.PadSides(1, 8, 1, 8, style.Text(searchKeys(), style.Small, palette.Sub, false))))
	body := style.PadSides(0, 8, 0, 10, row)
	d := &drawing{owner: s, objects: []fyne.CanvasObject{ring, ground, body}}
	d.min = func() fyne.Size { return fyne.NewSize(searchWidth, style.Grow(32)) }
	d.layout = func(size fyne.Size) {
		setRing(ring, size, s.ringed)
		ground.Resize(size)
		body.Resize(size)
	}
	d.refresh = func() {
		ground.FillColor = style.Color(palette.Card)
		if s.hovered {
			ground.FillColor = style.Color(palette.Hover)
		}
	}
	return d
}

// Cursor says that one can type here.
func (s *search) Cursor() desktop.Cursor { return desktop.TextCursor }

func searchKeys() string {
	if fyne.KeyModifierShortcutDefault == fyne.KeyModifierSuper {
		return "⌘ K"
	}
	return "Ctrl K"
}
