package shell

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"shirube/app/style"
	"shirube/app/task"
	"shirube/assets/palette"
)

const (
	finderWidth = 480
	finderTop   = 72
	finderRows  = 8
	finderRow   = 36
)

// finder is the palette opened by Ctrl+K: an entry over at most finderRows
// offers, of pages, commands and KPIs at once and of prospects as they are found.
type finder struct {
	shell    *Shell
	fixed    []offer // pages, commands, KPIs
	shown    []offer
	selected int
	entry    *finderEntry
	rows     []*finderLine
	none     *fyne.Container
	layer    *finderLayer
	lane     task.Group
}

// Palette opens the search over pages, commands, prospects and KPIs, or closes it.
func (s *Shell) Palette() {
	if s.finder != nil {
		s.finder.close()
		return
	}
	if s.window.Canvas().Overlays().Top() != nil {
		return
	}
	f := &finder{shell: s, fixed: s.offers()}
	s.finder = f
	f.build()
	s.window.Canvas().Overlays().Add(f.layer)
	s.window.Canvas().Focus(f.entry)
	f.search("")
}

func (f *finder) build() {
	f.entry = &finderEntry{finder: f}
	f.entry.ExtendBaseWidget(f.entry)
	f.entry.PlaceHolder = f.shell.words.T("shell.palette.placeholder")
	f.entry.OnChanged = f.search
	head := style.PadSides(1, 14, 0, 14, style.Row(8,
		style.Image("search", palette.Sub, 18),
		style.Stretch(style.Column(0, style.Spacer(), f.entry, style.Spacer())),
		style.Text("Esc", style.Small, palette.Sub, false)))
	lines := make([]fyne.CanvasObject, finderRows)
	for i := range lines {
		line := newFinderLine(func() { f.choose(i) })
		f.rows = append(f.rows, line)
		lines[i] = line
	}
	f.none = style.PadSides(8, 8, 8, 12, style.Text(f.shell.words.T("shell.palette.none"), style.Small, palette.Sub, false))
	list := style.Column(0, append(lines, f.none)...)
	body := style.Column(0, style.Fixed(0, style.Grow(40), head), style.Hairline(), style.Pad(5, list))
	f.layer = newFinderLayer(f, container.NewStack(style.Box(palette.Card, palette.Line2, 8), body))
}

func (f *finder) search(text string) {
	f.lane.Leave()
	f.show(find(f.fixed, text, finderRows))
	f.shell.findProspects(&f.lane, text, func(found []offer) {
		f.show(append(find(f.fixed, text, finderRows-len(found)), found...))
	})
}

func (f *finder) show(offers []offer) {
	f.shown, f.selected = offers, 0
	for i, line := range f.rows {
		if line.Hidden = i >= len(offers); !line.Hidden {
			line.set(offers[i])
		}
	}
	f.none.Hidden = len(offers) > 0
	f.mark()
	f.layer.Refresh()
}

func (f *finder) mark() {
	for i, line := range f.rows {
		line.mark(i == f.selected)
	}
}

func (f *finder) move(by int) {
	if n := len(f.shown); n > 0 {
		f.selected = (f.selected + by + n) % n
		f.mark()
	}
}

func (f *finder) choose(i int) {
	if i < len(f.shown) {
		open := f.shown[i].open
		f.close()
		open()
	}
}

func (f *finder) close() {
	f.lane.Leave()
	f.shell.window.Canvas().Overlays().Remove(f.layer)
	f.shell.finder = nil
}

// offers are the pages that can be shown now, the KPIs, and the commands.
func (s *Shell) offers() []offer {
	var going, doing []offer
	for _, c := range commands() {
		o := offer{
			icon: c.icon, title: s.words.T("shell.command." + c.id), also: c.id,
			kind: s.words.T("shell.palette.kind.command"), right: c.keys.String(), open: func() { s.do(c) },
		}
		switch {
		case c.id == "palette" || !c.can(s):
		case c.menu == "go":
			o.kind = s.words.T("shell.palette.kind.page")
			going = append(going, o)
		default:
			doing = append(doing, o)
		}
	}
	return slices.Concat(going, s.kpiOffers(), doing)
}

// finderEntry leaves the keys that move and choose to the finder.
type finderEntry struct {
	widget.Entry
	finder *finder
}

func (e *finderEntry) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyUp:
		e.finder.move(-1)
	case fyne.KeyDown:
		e.finder.move(+1)
	case fyne.KeyReturn, fyne.KeyEnter:
		e.finder.choose(e.finder.selected)
	case fyne.KeyEscape:
		e.finder.close()
	default:
		e.Entry.TypedKey(k)
	}
}
