package lists

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/dialogs"
	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/assets/words"
	"shirube/data/prospect"
)

// Deps are what the page asks of the workspace.
type Deps struct {
	Prospects *prospect.Service
	Export    func(ctx context.Context, ids []int64, path, format string, progress func(done, total int64)) (lost int, err error) // as on the page of prospects
	Folder    dialogs.Folder
	ReadOnly  bool
}

// Page is 名簿.
type Page struct {
	deps  Deps
	nav   route.Navigator
	words *words.Words

	all     []prospect.List
	reading task.Group
	gone    bool

	list    *widgets.RowList
	nothing *fyne.Container
	content *fyne.Container
}

// The columns.
const (
	columnName = iota
	columnCount
)

// New makes the page and begins to read.
func New(deps Deps, nav route.Navigator, w *words.Words) *Page {
	p := &Page{deps: deps, nav: nav, words: w, nothing: container.NewStack()}
	p.list = widgets.NewRowList(
		widgets.Column{Title: w.T("lists.name"), Width: 200},
		widgets.Column{Title: w.T("lists.count"), Width: 96, Align: widgets.Right},
		widgets.Column{Title: w.T("lists.source"), Width: 200},
		widgets.Column{Title: w.T("lists.acquired"), Width: 112},
		widgets.Column{Title: w.T("lists.purpose"), Width: 240, Stretch: true},
		widgets.Column{Title: w.T("lists.told"), Width: 160})
	p.list.Frozen, p.list.RowHeight, p.list.Inset = 1, 32, widgets.PagePadding
	p.list.Row = func(i int) ([]widgets.Cell, bool) { return p.row(p.all[i]), true }
	p.list.OnCell = func(i, column int) {
		if column == columnName || column == columnCount {
			p.open(p.all[i])
		}
	}
	p.list.OnOpen = func(i int) { p.edit(p.all[i]) }
	p.list.OnMenu = func(i int, at fyne.Position) { p.menu(p.all[i], at) }
	p.list.OnKey = func(k *fyne.KeyEvent) bool {
		i := p.list.Current()
		switch {
		case i < 0 || i >= len(p.all):
			return false
		case k.Name == fyne.KeyF2:
			p.edit(p.all[i])
		case k.Name == fyne.KeyDelete:
			p.remove(p.all[i])
		default:
			return false
		}
		return true
	}
	add := widgets.NewButton(w.T("lists.add"), widgets.Plain, func() { p.edit(prospect.List{}) }).WithIcon("plus")
	if deps.ReadOnly {
		add.Disable()
	}
	note := style.PadSides(0, widgets.PagePadding, 12, widgets.PagePadding, style.NewParagraph(w.T("lists.note"), style.Small, palette.Sub, 900))
	p.content = style.Column(0, widgets.Header(w.T("lists.title"), "", nav, w, add), note, style.Hairline(),
		style.Stretch(container.NewStack(p.list, p.nothing)))
	p.Reload()
	return p
}

// Object is the whole page.
func (p *Page) Object() fyne.CanvasObject { return p.content }

// Route is the page's place.
func (p *Page) Route() route.Route { return route.Lists{} }

// Leave cancels what is being read; what is being changed goes on.
func (p *Page) Leave() {
	p.gone = true
	p.reading.Leave()
}

// Reload reads the lists again.
func (p *Page) Reload() {
	task.Run(context.Background(), &p.reading, func(ctx context.Context, _ task.Progress) ([]prospect.List, error) {
		return p.deps.Prospects.Lists(ctx)
	}, func(all []prospect.List, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.all = all
		p.list.SetLength(len(all))
		p.nothing.Objects = nil
		if len(all) == 0 {
			p.nothing.Objects = []fyne.CanvasObject{widgets.EmptyState("note", p.words.T("lists.empty"),
				widgets.NewButton(p.words.T("common.import"), widgets.Primary, func() { p.nav.Go(route.Import{Noun: "prospects"}) }))}
		}
		p.content.Refresh()
	})
}

func (p *Page) row(l prospect.List) []widgets.Cell {
	w := p.words
	or := func(text string) widgets.Cell {
		if text == "" {
			return widgets.Cell{Text: w.T("common.none"), Token: palette.Faint}
		}
		return widgets.Cell{Text: text}
	}
	source := l.From
	if l.Source != "" {
		source = strings.TrimSpace(w.T("list.source."+l.Source) + " " + l.From)
	}
	return []widgets.Cell{{Text: l.Name, Bold: true, Link: true}, {Text: w.Int(l.Count), Link: true}, or(source), or(l.Acquired.String()), or(l.Purpose), or(l.Told)}
}

// open shows the companies of a list: as many as its count says.
func (p *Page) open(l prospect.List) {
	p.nav.Go(route.Prospects{Query: of(l)})
}

// of finds the companies of a list.
func of(l prospect.List) prospect.Query {
	return prospect.Query{Filter: prospect.Filter{prospect.OnList(l.Key)}}
}

func (p *Page) menu(l prospect.List, at fyne.Position) {
	w := p.words
	items := []widgets.MenuItem{
		{Text: w.T("lists.open"), Tapped: func() { p.open(l) }},
		{Text: w.T("common.edit") + "  F2", Disabled: p.deps.ReadOnly, Tapped: func() { p.edit(l) }},
		{Text: w.T("common.delete"), Disabled: p.deps.ReadOnly, Tapped: func() { p.remove(l) }},
		{},
	}
	widgets.ShowMenu(p.nav.Window().Canvas(), at, append(items, dialogs.ExportItems(p.nav, w, p.export(l))...)...)
}

// act changes a list in the background and offers to take it back.
func (p *Page) act(done string, do func(context.Context) error) {
	task.Run(context.Background(), &task.Group{}, func(ctx context.Context, _ task.Progress) (struct{}, error) {
		return struct{}{}, do(ctx)
	}, func(_ struct{}, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.nav.Toast(done, p.nav.Undo)
		if !p.gone {
			p.Reload()
		}
	})
}

func (p *Page) remove(l prospect.List) {
	w := p.words
	if p.deps.ReadOnly {
		return
	}
	dialogs.Confirm(p.nav.Window(), w, dialogs.Question{
		Title: w.T("lists.delete.title", "name", l.Name), Lines: []string{w.T("lists.delete.what", "n", w.Int(l.Count))},
		Act: w.T("common.delete"), Destructive: true,
	}, func() {
		p.act(w.T("lists.deleted", "name", l.Name), func(ctx context.Context) error { return p.deps.Prospects.DeleteList(ctx, l.Key) })
	})
}
