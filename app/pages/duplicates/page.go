package duplicates

import (
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

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
	ReadOnly  bool
}

// Page is 重複の候補.
type Page struct {
	deps  Deps
	nav   route.Navigator
	words *words.Words

	kind   prospect.Reason // the pairs shown; "" = all
	wanted [2]int64        // the pair to show first
	pairs  []prospect.Pair // nil until they have been looked for
	shown  []prospect.Pair // of the kind
	names  map[int64]string
	at     int // index in shown, -1 for none
	two    *two
	read   int // companies looked through so far
	err    error

	searching, naming, looking task.Group

	list    *widgets.RowList
	head    *fyne.Container
	middle  *fyne.Container
	compare *fyne.Container
	content *fyne.Container
}

// New makes the page and begins to look for pairs.
func New(deps Deps, nav route.Navigator, w *words.Words, r route.Duplicates) *Page {
	p := &Page{deps: deps, nav: nav, words: w, kind: r.Kind, wanted: [2]int64{r.A, r.B}, names: map[int64]string{}, at: -1}
	p.searching.Title = w.T("duplicates.searching")
	p.head, p.middle, p.compare, p.content = container.NewStack(), container.NewStack(), container.NewStack(), container.NewStack()
	p.list = p.newList()
	p.Reload()
	return p
}

// Object is the whole page.
func (p *Page) Object() fyne.CanvasObject { return p.content }

// Route keeps the kind and the pair shown.
func (p *Page) Route() route.Route {
	r := route.Duplicates{Kind: p.kind}
	if p.at >= 0 {
		r.A, r.B = p.shown[p.at].A, p.shown[p.at].B
	}
	return r
}

// Leave cancels what is being read; what is being changed goes on.
func (p *Page) Leave() {
	p.searching.Leave()
	p.naming.Leave()
	p.looking.Leave()
}

// Reload looks for pairs again; those found before stay until it is done.
func (p *Page) Reload() {
	if p.at >= 0 {
		p.wanted = [2]int64{p.shown[p.at].A, p.shown[p.at].B}
	}
	p.read, p.err = 0, nil
	task.Run(context.Background(), &p.searching, func(ctx context.Context, progress task.Progress) ([]prospect.Pair, error) {
		return p.deps.Prospects.Duplicates(ctx, func(read int) {
			progress(int64(read), 0)
			task.Do(func() {
				if p.read = read; p.pairs == nil && p.searching.Busy() {
					p.show()
				}
			})
		})
	}, func(pairs []prospect.Pair, err error) {
		if err != nil {
			if p.err = err; !errors.Is(err, context.Canceled) {
				p.nav.Fail(err)
			}
			p.show()
			return
		}
		p.pairs, p.names = pairs, map[int64]string{}
		if pairs == nil {
			p.pairs = []prospect.Pair{}
		}
		p.choose(p.kind)
	})
	p.show()
}

// choose shows the pairs of a kind and goes to the one wanted.
func (p *Page) choose(kind prospect.Reason) {
	p.kind, p.shown = kind, p.pairs
	if kind != "" {
		p.shown = slices.DeleteFunc(slices.Clone(p.pairs), func(x prospect.Pair) bool { return x.Reason != kind })
	}
	if len(p.shown) == 0 && kind != "" {
		p.choose("")
		return
	}
	p.list.SetLength(len(p.shown))
	p.show()
	p.turn(max(0, slices.IndexFunc(p.shown, func(x prospect.Pair) bool { return [2]int64{x.A, x.B} == p.wanted })))
}

// turn shows the pair at an index.
func (p *Page) turn(at int) {
	p.at = min(at, len(p.shown)-1)
	p.list.SetCurrent(p.at)
	if p.at < 0 {
		p.two = nil
		p.showCompare()
		return
	}
	p.look(p.shown[p.at])
}

// show builds what stands round list and comparison.
func (p *Page) show() {
	w, note := p.words, ""
	if p.pairs != nil {
		note = w.T("duplicates.count", "n", w.Int(len(p.pairs)))
	}
	switch {
	case len(p.pairs) > 0:
		widgets.Rebuild(p.middle, style.Column(12, p.kinds(),
			style.Stretch(style.RowFill(16, style.Fixed(style.Grow(listWidth), 0, widgets.Card("", "", nil, p.list)), style.Stretch(p.compare)))))
	case p.pairs != nil:
		widgets.Rebuild(p.middle, widgets.EmptyState("check", w.T("duplicates.none"), nil))
	case p.err != nil:
		widgets.Rebuild(p.middle, widgets.EmptyState("search", w.T("duplicates.stopped"), widgets.NewButton(w.T("duplicates.again"), widgets.Primary, p.Reload)))
	default:
		stop := widgets.NewButton(w.T("common.cancel"), widgets.Plain, func() {
			p.searching.Leave()
			p.err = context.Canceled
			p.show()
		})
		widgets.Rebuild(p.middle, widgets.EmptyState("search", w.T("duplicates.looking", "n", w.Int(p.read)), stop))
	}
	widgets.Rebuild(p.content, style.Column(0,
		widgets.Header(w.T("duplicates.title"), note, p.nav, w),
		style.Stretch(style.PadSides(0, widgets.PagePadding, 16, widgets.PagePadding, p.middle))))
}

// kinds are the reasons with their numbers, and the merging of one whole kind.
func (p *Page) kinds() fyne.CanvasObject {
	w := p.words
	count := map[prospect.Reason]int{"": len(p.pairs)}
	for _, x := range p.pairs {
		count[x.Reason]++
	}
	var row []fyne.CanvasObject
	for _, kind := range append([]prospect.Reason{""}, prospect.Reasons()...) {
		if count[kind] == 0 {
			continue
		}
		text, look := w.T("duplicates.all"), widgets.Saved
		if kind != "" {
			text = w.T("duplicate." + string(kind))
		}
		if kind == p.kind {
			look = widgets.On
		}
		row = append(row, widgets.NewChip(text, w.Int(count[kind]), look, func() { p.choose(kind) }))
	}
	row = append(row, style.Spacer())
	if p.kind != "" && len(prospect.Disjoint(p.shown)) > 0 {
		all := widgets.NewButton(w.T("duplicates.merge_all"), widgets.Plain, p.foresee)
		if p.deps.ReadOnly {
			all.Disable()
		}
		row = append(row, all.Height(28))
	}
	return style.Row(8, row...)
}

const listWidth = 376

func (p *Page) newList() *widgets.RowList {
	w := p.words
	l := widgets.NewRowList(
		widgets.Column{Title: w.T("field.name"), Width: 112, Stretch: true},
		widgets.Column{Title: w.T("cli.col.reason"), Width: 136},
		widgets.Column{Title: w.T("duplicate.strength"), Width: 88})
	l.Inset, l.RowHeight = 0, 28
	l.Row = func(i int) ([]widgets.Cell, bool) {
		x := p.shown[i]
		name, known := p.names[x.A]
		token := palette.Sub
		if x.Strength() == prospect.Strong {
			token = palette.GoodText
		}
		return []widgets.Cell{{Text: name}, {Text: w.T("duplicate." + string(x.Reason)), Token: palette.Sub}, {Text: w.T("duplicate." + string(x.Strength())), Token: token}}, known
	}
	l.OnVisible = p.fetch
	l.OnCurrent = p.turn
	l.OnKey = func(e *fyne.KeyEvent) bool {
		act := map[fyne.KeyName]func(){fyne.KeyM: p.merge, fyne.KeyD: p.keepApart, fyne.KeyS: p.swap}[e.Name]
		if act != nil {
			act()
		}
		return act != nil
	}
	return l
}

// fetch reads the names of the pairs in sight.
func (p *Page) fetch(first, last int) {
	var ids []int64
	for _, x := range p.shown[max(0, first):min(last+1, len(p.shown))] {
		if _, known := p.names[x.A]; !known {
			ids = append(ids, x.A)
		}
	}
	if len(ids) == 0 {
		return
	}
	task.Run(context.Background(), &p.naming, func(ctx context.Context, _ task.Progress) ([]prospect.Prospect, error) {
		return p.deps.Prospects.Page(ctx, ids)
	}, func(found []prospect.Prospect, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		for _, c := range found {
			p.names[c.ID] = c.Name
		}
		p.list.Refresh()
	})
}
