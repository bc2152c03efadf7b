package prospects

import (
	"context"
	"iter"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"shirube/app/dialogs"
	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/assets/words"
	"shirube/data"
	"shirube/data/funnel"
	"shirube/data/period"
	"shirube/data/prospect"
)

// Deps are what the page asks of the workspace.
type Deps struct {
	Prospects *prospect.Service
	Funnels   *funnel.Service
	// Export writes the prospects of ids to a file: format csv (UTF-8 with BOM),
	// cp932 or xlsx. lost is how many characters the encoding lacks.
	Export  func(ctx context.Context, ids []int64, path, format string, progress func(done, total int64)) (lost int, err error)
	Dossier func(d prospect.Dossier, path string) error // writes what is known of a person
	// TSV writes rows, the header first, as a spreadsheet takes them from the clipboard.
	TSV func(rows iter.Seq2[[]any, error]) (string, error)
	// Pasted keeps rows from the clipboard as a file that can be imported.
	Pasted   func(text string) (path string, err error)
	Layout   func() Layout // of the list, as it was left
	Keep     func(Layout)
	Clock    data.Clock // a clock that runs, for the seconds of a search
	Folder   dialogs.Folder
	ReadOnly bool
}

// Page is 見込み客.
type Page struct {
	deps  Deps
	nav   route.Navigator
	words *words.Words

	query    prospect.Query
	fixed    []int64 // what a count stood for; nil = all
	title    string  // of fixed
	selected int64   // shown at the side, 0 = none

	ids      []int64
	total    int
	stages   []funnel.Stage // those that prospects feed
	company  *company       // at the side, as read last
	rows     rows
	searched []string // words of the search whose result is shown, folded
	segments []prospect.Segment
	lists    []prospect.List
	counts   map[string]int // of the segments, by key
	visible  [2]int
	asked    [2]int // rows being fetched
	stale    bool   // stages and total must be read
	still    bool   // the list is being set up: nothing is fetched for it

	searching, fetching, looking, asking, counting task.Group
	gone                                           bool // another page has taken its place

	list        *widgets.RowList
	segmentLine *widgets.ChipLine
	search      *widgets.Field
	count       *fyne.Container
	chips       *widgets.FilterBar
	clear       *widgets.Button
	nothing     *fyne.Container
	bar         *fyne.Container
	chosen      *canvas.Text
	left        *fyne.Container
	side        *fyne.Container
	content     *fyne.Container
}

// New makes the page and begins to search.
func New(deps Deps, nav route.Navigator, w *words.Words, r route.Prospects) *Page {
	p := &Page{deps: deps, nav: nav, words: w, query: r.Query, fixed: r.IDs, title: r.Title, selected: r.Selected, visible: [2]int{0, -1}, rows: newRows()}
	if p.query.Sort == "" {
		p.query.Sort, p.query.Descending = p.lastSort()
	}
	p.build()
	p.Reload()
	return p
}

// Object is the whole page.
func (p *Page) Object() fyne.CanvasObject { return p.content }

// Route keeps what is searched, the fixed list and the company at the side.
func (p *Page) Route() route.Route {
	q := p.query
	q.Filter = slices.Clone(q.Filter)
	return route.Prospects{Query: q, IDs: p.fixed, Title: p.title, Selected: p.selected}
}

// Leave cancels what is being read; what is being changed goes on.
func (p *Page) Leave() {
	p.gone = true
	p.asking.Leave()
	p.counting.Leave()
	p.searching.Leave()
	p.fetching.Leave()
	p.looking.Leave()
}

// Reload searches again where one is, and reads the company at the side again.
func (p *Page) Reload() {
	p.stale = true
	p.find(true)
	if p.selected != 0 {
		p.look(p.selected)
	}
}

// Find puts the cursor into the search.
func (p *Page) Find() { p.search.Focus() }

// found is what one search gives.
type found struct {
	ids      []int64
	rows     []row
	words    []string
	seconds  float64
	whole    bool // stages, segments and total are known
	stages   []funnel.Stage
	segments []prospect.Segment
	lists    []prospect.List
	total    int
}

// find runs the search; what is shown stays until its result is here. keep
// leaves the list where it is, else it begins at the top.
func (p *Page) find(keep bool) {
	what := "search"
	if keep {
		what = "list"
	}
	shown := task.Time(what)
	q, fixed, whole, first := p.query, p.fixed, p.stale, 0
	q.Filter = slices.Clone(q.Filter)
	if keep {
		first = p.visible[0]
	}
	task.Run(context.Background(), &p.searching, func(ctx context.Context, _ task.Progress) (f found, err error) {
		began := p.deps.Clock()
		if f.ids, err = p.deps.Prospects.List(ctx, q); err != nil {
			return f, err
		}
		if fixed != nil {
			f.ids = within(f.ids, fixed)
		}
		f.seconds = p.deps.Clock().Sub(began).Seconds()
		f.words = prospect.SearchWords(q.Text)
		if f.whole = whole; whole {
			if err = p.overview(ctx, &f); err != nil {
				return f, err
			}
		}
		from, to := blocks(first, first+block-1, len(f.ids))
		f.rows, err = p.read(ctx, f.ids[from:to])
		return f, err
	}, func(f found, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.show(f, keep)
		shown(strings.TrimSpace(q.Text+" "+q.Sort), len(f.ids))
	})
}

// within keeps the ids that are in a fixed list, in their order.
func within(ids, fixed []int64) []int64 {
	in := make(map[int64]bool, len(fixed))
	for _, id := range fixed {
		in[id] = true
	}
	return slices.DeleteFunc(ids, func(id int64) bool { return !in[id] })
}

// overview reads the stages that prospects feed, segments, lists and how many
// prospects there are.
func (p *Page) overview(ctx context.Context, f *found) error {
	all, err := p.deps.Funnels.Stages(ctx)
	if err != nil {
		return err
	}
	f.stages = slices.DeleteFunc(append([]funnel.Stage{}, all...), func(s funnel.Stage) bool { return s.Measure != "" })
	if f.segments, err = p.deps.Prospects.Segments(ctx); err != nil {
		return err
	}
	if f.lists, err = p.deps.Prospects.Lists(ctx); err != nil {
		return err
	}
	facets, err := p.deps.Prospects.Facets(ctx, "stage")
	for _, v := range facets {
		f.total += v.Count
	}
	return err
}

func (p *Page) show(f found, keep bool) {
	if f.whole {
		p.stages, p.segments, p.lists, p.total, p.stale = f.stages, f.segments, f.lists, f.total, false
		p.rows = newRows()
		p.list.Columns[stageColumn].Width = max(p.list.Columns[stageColumn].Width, p.stageWidth())
		p.showSide()
		p.countSegments()
	}
	if !slices.Equal(p.searched, f.words) {
		p.searched = f.words
		p.rows.forget()
	}
	p.rows.put(f.rows)
	offset := p.list.Offset()
	if !keep || !slices.Equal(p.ids, f.ids) {
		p.list.ClearSelection()
	}
	p.still = true
	p.ids = f.ids
	p.list.SetLength(len(f.ids))
	p.list.SetCurrent(slices.Index(f.ids, p.selected))
	if !keep {
		offset = 0
	}
	p.list.SetOffset(offset)
	p.still = false
	p.showCount(f.seconds)
	p.showNothing()
	p.showChips()
	p.fetch()
}

func (p *Page) showCount(seconds float64) {
	w := p.words
	texts := []*canvas.Text{
		style.Text(w.Int(len(p.ids)), style.Panel, palette.Ink, true),
		style.Text(w.T("prospects.count", "total", w.Int(p.total)), style.Small, palette.Sub, false),
	}
	took := w.T("prospects.seconds.few")
	if seconds >= 0.001 {
		took = w.T("prospects.seconds", "s", w.Number(seconds, 3))
	}
	time := style.Right(took, style.Small, palette.Sub, false)
	p.count.Objects = []fyne.CanvasObject{style.Column(0, style.Row(0, style.Spacer(), style.Baseline(2, texts...)), time)}
	p.count.Refresh()
	p.left.Refresh()
}

// showNothing says why the list is empty, where it is.
func (p *Page) showNothing() {
	w := p.words
	p.nothing.Objects = nil
	switch {
	case len(p.ids) > 0:
	case p.total == 0:
		fill := widgets.NewButton(w.T("common.import"), widgets.Primary, p.importFile)
		p.nothing.Objects = []fyne.CanvasObject{widgets.EmptyState("building", w.T("prospects.empty"), fill)}
	default:
		p.nothing.Objects = []fyne.CanvasObject{widgets.EmptyState("search", w.T("prospects.none"), widgets.NewButton(w.T("prospects.clear"), widgets.Plain, p.leaveAll))}
	}
	p.nothing.Refresh()
}

// leaveAll takes away the text, the conditions and the fixed list.
func (p *Page) leaveAll() {
	p.query.Text, p.query.Filter, p.fixed, p.title = "", nil, nil, ""
	p.still = true
	p.search.SetText("")
	p.still = false
	p.find(false)
}

func (p *Page) importFile() { p.nav.Go(route.Import{Noun: "prospects"}) }

func (p *Page) stageName(key string) string {
	for _, s := range p.stages {
		if s.Key == key {
			return p.words.Name("stage", s.Key, s.Name)
		}
	}
	return key
}

func (p *Page) listName(key string) string {
	for _, l := range p.lists {
		if l.Key == key {
			return l.Name
		}
	}
	return key
}

// day writes a day of a list: without its year where it is this one.
func (p *Page) day(d period.Day) string {
	switch {
	case !d.Known():
		return ""
	case d.Time().Year() == p.deps.Funnels.Today().Time().Year():
		return p.words.ShortDay(d.Time())
	}
	return d.String()
}

// step leaves what was entered last: the selection, the company at the side,
// then the search.
func (p *Page) step() {
	switch {
	case p.list.SelectionCount() > 0:
		p.list.ClearSelection()
	case p.selected != 0:
		p.closeSide()
	case p.query.Text != "":
		p.search.SetText("")
	}
}

func frame(left, side *fyne.Container) *fyne.Container {
	return container.NewStack(style.RowFill(0, style.Stretch(left), side))
}
