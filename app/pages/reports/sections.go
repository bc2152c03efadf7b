package reports

import (
	"slices"

	"fyne.io/fyne/v2"

	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/data/report"
)

// sections are the parts of the report to tick, in the order they are printed;
// while they are being sorted each has a way up and down.
type sections struct {
	order   []report.Section // all of them
	chosen  map[report.Section]bool
	checks  map[report.Section]*widgets.Check
	rows    map[report.Section]fyne.CanvasObject
	ways    []*widgets.IconButton
	sorting bool
	sort    *widgets.Button
	list    *fyne.Container
	changed func() // what is printed is another
	laid    func() // the rows take another place
}

func newSections(p *Page) *sections {
	w := p.words
	s := &sections{
		order: slices.Clone(report.Sections), chosen: map[report.Section]bool{}, checks: map[report.Section]*widgets.Check{},
		rows: map[report.Section]fyne.CanvasObject{}, list: style.Column(2), changed: p.Reload, laid: p.lay,
	}
	for _, each := range report.Sections {
		s.chosen[each] = true
		s.checks[each] = widgets.NewCheck(w.T("reports.section."+string(each)), true, func(on bool) {
			s.chosen[each] = on
			s.changed()
		})
		up := widgets.NewIconButton("chevron-up", w.T("reports.up"), func() { s.move(each, -1) })
		down := widgets.NewIconButton("chevron-down", w.T("reports.down"), func() { s.move(each, +1) })
		s.ways = append(s.ways, up, down)
		s.rows[each] = style.Row(0, style.Stretch(s.checks[each]), up, down)
	}
	s.sort = widgets.NewLink("", func() { s.let(!s.sorting, w.T) })
	s.let(false, w.T)
	s.show()
	return s
}

// head is the sections' title with the way to sort them.
func (s *sections) head(title string) fyne.CanvasObject {
	return style.Row(0, style.Text(title, style.Body, palette.Ink, true), style.Spacer(), s.sort)
}

// let begins or ends sorting.
func (s *sections) let(sorting bool, words func(string, ...any) string) {
	s.sorting = sorting
	for _, way := range s.ways {
		way.Hidden = !sorting
	}
	s.sort.SetText(words("reports.sort"))
	if sorting {
		s.sort.SetText(words("reports.sorted"))
	}
	s.laid()
}

// move puts a section one place up (-1) or down (+1). The buttons stay the
// same, so that the one with the focus can be pressed again.
func (s *sections) move(each report.Section, by int) {
	at := slices.Index(s.order, each)
	if to := at + by; to >= 0 && to < len(s.order) {
		s.order[at], s.order[to] = s.order[to], s.order[at]
		s.show()
		s.changed()
	}
}

// follow takes what a template puts in, in its order, the others behind.
func (s *sections) follow(wanted []report.Section) {
	s.order = slices.Clone(wanted)
	for _, each := range report.Sections {
		s.chosen[each] = slices.Contains(wanted, each)
		s.checks[each].SetChecked(s.chosen[each])
		if !s.chosen[each] {
			s.order = append(s.order, each)
		}
	}
	s.show()
}

// wanted are those ticked, in their order.
func (s *sections) wanted() []report.Section {
	return slices.DeleteFunc(slices.Clone(s.order), func(each report.Section) bool { return !s.chosen[each] })
}

func (s *sections) show() {
	s.list.Objects = nil
	for _, each := range s.order {
		s.list.Add(s.rows[each])
	}
	s.laid()
}
