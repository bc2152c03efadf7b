package prospects

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/data/prospect"
)

const (
	block    = 100  // rows fetched together
	mostRows = 1000 // rows kept
)

// row is a prospect with what was last and what is next.
type row struct {
	prospect.Prospect
	prospect.Touch
}

// rows are the prospects fetched lately, by id; those fetched first go first.
type rows struct {
	byID  map[int64]row
	drawn map[int64][]widgets.Cell
	kept  []int64
}

func newRows() rows { return rows{byID: map[int64]row{}, drawn: map[int64][]widgets.Cell{}} }

// forget draws every row anew.
func (r *rows) forget() { clear(r.drawn) }

func (r *rows) put(rs []row) {
	for _, p := range rs {
		if _, known := r.byID[p.ID]; !known {
			r.kept = append(r.kept, p.ID)
		}
		r.byID[p.ID] = p
		delete(r.drawn, p.ID)
	}
	for len(r.kept) > mostRows {
		delete(r.byID, r.kept[0])
		delete(r.drawn, r.kept[0])
		r.kept = r.kept[1:]
	}
}

// read reads rows by id, in their order.
func (p *Page) read(ctx context.Context, ids []int64) ([]row, error) {
	ps, err := p.deps.Prospects.Page(ctx, ids)
	if err != nil {
		return nil, err
	}
	touches, err := p.deps.Prospects.Touches(ctx, ids)
	out := make([]row, len(ps))
	for i, of := range ps {
		out[i] = row{of, touches[of.ID]}
	}
	return out, err
}

// blocks gives the range of whole blocks round the rows first to last of n.
func blocks(first, last, n int) (from, to int) {
	from = min(max(0, first), max(0, n-1)) / block * block
	return from, max(from, min((last/block+1)*block, n))
}

// fetch reads what is missing of the blocks in sight.
func (p *Page) fetch() {
	from, to := blocks(p.visible[0], p.visible[1], len(p.ids))
	missing := slices.DeleteFunc(slices.Clone(p.ids[from:to]), func(id int64) bool { _, known := p.rows.byID[id]; return known })
	if len(missing) == 0 || p.fetching.Busy() && p.asked == [2]int{from, to} {
		return
	}
	p.asked = [2]int{from, to}
	shown := task.Time("scroll")
	task.Run(context.Background(), &p.fetching, func(ctx context.Context, _ task.Progress) ([]row, error) {
		return p.read(ctx, missing)
	}, func(rs []row, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.rows.put(rs)
		p.list.Refresh()
		shown("", from)
	})
}

func (p *Page) newList() *widgets.RowList {
	w := p.words
	l := widgets.NewRowList(p.laidOut()...)
	l.Frozen, l.Checks = frozen, true
	l.ColumnsNote = func(shown, all int) string { return w.T("prospects.columns", "all", w.Int(all), "shown", w.Int(shown)) }
	l.ID = func(i int) int64 { return p.ids[i] }
	l.Row = func(i int) ([]widgets.Cell, bool) { return p.cells(p.ids[i]) }
	l.OnVisible = func(first, last int) {
		p.visible = [2]int{first, last}
		if !p.still {
			p.fetch()
		}
	}
	l.OnSelection = p.showBar
	l.OnCurrent = func(i int) { p.look(p.ids[i]) }
	l.OnOpen = func(i int) { p.look(p.ids[i]) }
	l.OnEscape = p.step
	l.OnKey = func(e *fyne.KeyEvent) bool {
		if e.Name == fyne.KeyF2 {
			p.editSelected()
		}
		return e.Name == fyne.KeyF2
	}
	l.OnSort = func(key string, descending bool) {
		p.query.Sort, p.query.Descending = key, descending
		p.keepLayout()
		p.find(false)
	}
	l.OnColumns = func() {
		p.rows.forget()
		p.keepLayout()
		l.Refresh()
	}
	l.OnCopy = p.copy
	l.OnPaste = p.paste
	l.SetSort(p.query.Sort, p.query.Descending)
	return l
}
