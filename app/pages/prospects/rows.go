package prospects

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/data/funnel"
	"shirube/data/period"
	"shirube/data/prospect"
)

const (
	block    = 100  // rows fetched together
	mostRows = 1000 // rows kept
)

// rows are the prospects fetched lately, by id; those fetched first go first.
type rows struct {
	byID map[int64]prospect.Prospect
	kept []int64
}

func (r *rows) put(ps []prospect.Prospect) {
	if r.byID == nil {
		r.byID = map[int64]prospect.Prospect{}
	}
	for _, p := range ps {
		if _, known := r.byID[p.ID]; !known {
			r.kept = append(r.kept, p.ID)
		}
		r.byID[p.ID] = p
	}
	for len(r.kept) > mostRows {
		delete(r.byID, r.kept[0])
		r.kept = r.kept[1:]
	}
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
	task.Run(context.Background(), &p.fetching, func(ctx context.Context, _ task.Progress) ([]prospect.Prospect, error) {
		return p.deps.Prospects.Page(ctx, missing)
	}, func(ps []prospect.Prospect, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.rows.put(ps)
		p.list.Refresh()
		shown("", from)
	})
}

func (p *Page) newList() *widgets.RowList {
	w := p.words
	column := func(key string, width float32, align widgets.Align) widgets.Column {
		return widgets.Column{Key: key, Title: w.T("prospects.column." + key), Width: width, Align: align}
	}
	tags := column("tag", 144, widgets.Left)
	tags.Key, tags.Stretch = "", true
	l := widgets.NewRowList(
		column("name", 160, widgets.Left), column("stage", stageLeast, widgets.Left),
		column("prefecture", 132, widgets.Left), column("employees", 72, widgets.Right), column("phone", 116, widgets.Left),
		column("email", 176, widgets.Left), column("last_contact", 96, widgets.Left), column("owner", 84, widgets.Left),
		column("channel", 96, widgets.Left), column("industry", 112, widgets.Left), column("contact_name", 96, widgets.Left),
		column("corporate_number", 120, widgets.Left), tags, column("stage_day", 88, widgets.Left))
	l.Frozen, l.Checks = 2, true
	l.ColumnsNote = func(shown, all int) string { return w.T("prospects.columns", "all", w.Int(all), "shown", w.Int(shown)) }
	l.ID = func(i int) int64 { return p.ids[i] }
	l.Row = func(i int) ([]widgets.Cell, bool) {
		row, known := p.rows.byID[p.ids[i]]
		return p.cells(row), known
	}
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
		p.find(false)
	}
	l.SetSort(p.query.Sort, p.query.Descending)
	return l
}

func (p *Page) cells(r prospect.Prospect) []widgets.Cell {
	text := func(s string) widgets.Cell { return widgets.Cell{Text: s} }
	employees := widgets.Cell{Text: p.words.T("common.none"), Token: palette.Faint}
	if r.Employees != nil {
		employees = text(p.words.Int(int(*r.Employees)))
	}
	return []widgets.Cell{
		text(r.Name), p.stageCell(r.Stage),
		text(r.Prefecture + r.City), employees, text(r.Phone), text(r.Email), text(p.contact(r.LastContact)), text(r.Owner),
		text(r.Channel), text(r.Industry), text(r.ContactName), text(r.CorporateNumber), text(strings.Join(r.Tags, " ")), text(p.day(r.StageDay)),
	}
}

const (
	stageColumn = 1
	stageLeast  = 76
	squareWidth = 7 // of one stage in the column, with its gap
)

// stageWidth has room for the squares and the longest name of a stage.
func (p *Page) stageWidth() float32 {
	widest := float32(0)
	for _, s := range p.stages {
		widest = max(widest, style.Width(p.stageName(s.Key), style.Small, false))
	}
	return max(stageLeast, float32(len(p.stages))*squareWidth+widest+12)
}

func (p *Page) stageCell(key string) widgets.Cell {
	at := slices.IndexFunc(p.stages, func(s funnel.Stage) bool { return s.Key == key })
	c := widgets.Cell{Step: at + 1, Steps: len(p.stages)}
	if at >= 0 {
		c.Text = p.stageName(key)
	}
	return c
}

// contact is the day of the latest activity, which may be one that is planned.
func (p *Page) contact(d period.Day) string {
	if d > p.deps.Funnels.Today() {
		return p.words.T("prospects.planned", "day", p.day(d))
	}
	return p.day(d)
}
