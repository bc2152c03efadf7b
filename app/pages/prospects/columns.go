package prospects

import (
	"slices"
	"strconv"
	"strings"

	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/data/funnel"
	"shirube/data/intake"
	"shirube/data/prospect"
)

// Layout is how the list was left: the columns in their order with their
// widths, and by which it is sorted. The page alone reads these words.
type Layout struct{ Columns, Sort string }

// listed is a column that the list can show.
type listed struct {
	key   string
	width float32
	align widgets.Align
}

// columns are those that can be chosen, the usual ones first; the first two are frozen.
var columns = []listed{
	{"name", 160, widgets.Left}, {"stage", stageLeast, widgets.Left},
	{"prefecture", 132, widgets.Left}, {"employees", 56, widgets.Right}, {"phone", 104, widgets.Left},
	{"last_contact", 148, widgets.Left}, {"next_contact", 112, widgets.Left}, {"owner", 84, widgets.Left},
	{"channel", 96, widgets.Left}, {"industry", 112, widgets.Left}, {"contact_name", 96, widgets.Left},
	{"email", 176, widgets.Left}, {"tag", 144, widgets.Left}, {"stage_day", 88, widgets.Left},

	{"corporate_number", 120, widgets.Left}, {"external_id", 96, widgets.Left}, {"kana", 160, widgets.Left}, {"postal_code", 88, widgets.Left},
	{"city", 112, widgets.Left}, {"address", 160, widgets.Left}, {"capital", 112, widgets.Right}, {"url", 160, widgets.Left},
	{"contact_title", 96, widgets.Left}, {"contact_email", 176, widgets.Left}, {"closed_day", 96, widgets.Left}, {"note", 200, widgets.Left},
}

const (
	frozen      = 2
	usual       = 14
	customWidth = 112 // of a field of the user's own
)

func (p *Page) columnTitle(key string) string {
	if name, ok := strings.CutPrefix(key, intake.Custom); ok {
		return name
	}
	if k := "prospects.column." + key; p.words.Has(k) {
		return p.words.T(k)
	}
	return p.words.T("field." + key)
}

// fieldName is the name of a field where it isn't the head of a column: the
// column of the prefecture shows the city as well.
func (p *Page) fieldName(key string) string {
	if key == "prefecture" {
		return p.words.T("field.prefecture")
	}
	return p.columnTitle(key)
}

func (p *Page) column(l listed) widgets.Column {
	return widgets.Column{Key: l.key, Title: p.columnTitle(l.key), Width: l.width, Align: l.align}
}

// columnOf gives a column by its key; ok is false for one that there is not.
func (p *Page) columnOf(key string) (c widgets.Column, ok bool) {
	if i := slices.IndexFunc(columns, func(l listed) bool { return l.key == key }); i >= 0 {
		return p.column(columns[i]), true
	}
	return p.column(listed{key, customWidth, widgets.Left}), intake.IsCustom(key)
}

// usualColumns are those that a new workspace has.
func (p *Page) usualColumns() []widgets.Column {
	out := make([]widgets.Column, usual)
	for i, l := range columns[:usual] {
		out[i] = p.column(l)
	}
	out[stageColumn].Width = p.stageWidth()
	return out
}

// laidOut are the columns as they were left, else the usual ones. The frozen
// ones are always there.
func (p *Page) laidOut() []widgets.Column {
	left := p.deps.Layout().Columns
	if left == "" {
		return p.usualColumns()
	}
	out := p.usualColumns()[:frozen:frozen]
	for _, entry := range strings.Split(left, "\t") {
		cut := max(0, strings.LastIndexByte(entry, '='))
		c, ok := p.columnOf(entry[:cut])
		width, err := strconv.Atoi(entry[min(len(entry), cut+1):])
		if !ok || err != nil || width < 1 {
			continue
		}
		c.Width = float32(width)
		if i := slices.IndexFunc(out, func(o widgets.Column) bool { return o.Key == c.Key }); i >= 0 {
			out[i].Width = c.Width
		} else {
			out = append(out, c)
		}
	}
	return out
}

// keepLayout remembers the columns and the order for the next time.
func (p *Page) keepLayout() {
	var entries []string
	for _, c := range p.list.Columns {
		entries = append(entries, c.Key+"="+strconv.Itoa(int(c.Width)))
	}
	order := p.query.Sort
	if p.query.Descending {
		order = "-" + order
	}
	p.deps.Keep(Layout{strings.Join(entries, "\t"), order})
}

// lastSort is the order in which the list was left.
func (p *Page) lastSort() (key string, descending bool) {
	key, descending = strings.CutPrefix(p.deps.Layout().Sort, "-")
	if _, ok := p.columnOf(key); !ok {
		return "", false
	}
	return key, descending
}

// setColumns shows other columns and keeps them.
func (p *Page) setColumns(columns []widgets.Column) {
	p.rows.forget()
	p.list.SetColumns(frozen, columns...)
	p.keepLayout()
	p.left.Refresh()
}

// cells are a row's, drawn once until something of it changes.
func (p *Page) cells(id int64) ([]widgets.Cell, bool) {
	if drawn := p.rows.drawn[id]; drawn != nil {
		return drawn, true
	}
	r, known := p.rows.byID[id]
	if !known {
		return nil, false
	}
	cells := make([]widgets.Cell, len(p.list.Columns))
	for i, c := range p.list.Columns {
		cells[i] = p.cell(c.Key, &r)
	}
	p.rows.drawn[id] = cells
	return cells, true
}

func (p *Page) cell(key string, r *row) widgets.Cell {
	text := func(s string) widgets.Cell { return widgets.Cell{Text: s} }
	found := func(s string) widgets.Cell { return widgets.Cell{Text: s, Marks: prospect.Marks(s, p.searched)} }
	switch key {
	case "stage":
		return p.stageCell(r.Stage)
	case "prefecture":
		return found(r.Prefecture + r.City)
	case "phone":
		return widgets.Cell{Text: r.Phone, Marks: prospect.PhoneMarks(r.Phone, p.searched)}
	case "last_contact":
		if r.Last == nil {
			return text("")
		}
		return text(p.touch(*r.Last))
	case "next_contact":
		switch {
		case r.Next != nil:
			return text(p.touch(*r.Next))
		case r.Last != nil:
			return widgets.Cell{Text: p.words.T("prospects.unplanned"), Token: palette.Sub}
		}
		return text("")
	case "stage_day":
		return text(p.day(r.StageDay))
	case "closed_day":
		return text(p.day(r.ClosedDay))
	case "tag":
		return text(strings.Join(r.Tags, " "))
	case "channel", "owner", "industry", "note", "contact_title", "postal_code":
		s, _ := r.Value(key).(string)
		return text(s)
	}
	switch v := r.Value(key).(type) {
	case string:
		if intake.IsCustom(key) {
			return text(v)
		}
		return found(v)
	case int64:
		return text(p.words.Int(int(v)))
	}
	return widgets.Cell{Text: p.words.T("common.none"), Token: palette.Faint}
}

// touch is an activity in a column: the day of this year as narrow as can be,
// what it was behind it.
func (p *Page) touch(a prospect.Activity) string {
	day := a.Day.String()
	if at := a.Day.Time(); at.Year() == p.deps.Funnels.Today().Time().Year() {
		day = p.words.NarrowDay(at)
	}
	return day + " " + p.words.T("prospects.kind."+string(a.Kind))
}

const (
	stageColumn = 1
	stageLeast  = 64
	squareWidth = 7 // of one stage in the column, with its gap
)

// stageWidth has room for the squares and the longest name of a stage.
func (p *Page) stageWidth() float32 {
	widest := float32(0)
	for _, s := range p.stages {
		widest = max(widest, style.Width(p.stageName(s.Key), style.Small, false))
	}
	return max(stageLeast, float32(len(p.stages))*squareWidth+widest+8)
}

func (p *Page) stageCell(key string) widgets.Cell {
	at := slices.IndexFunc(p.stages, func(s funnel.Stage) bool { return s.Key == key })
	c := widgets.Cell{Step: at + 1, Steps: len(p.stages)}
	if at >= 0 {
		c.Text = p.stageName(key)
	}
	return c
}
