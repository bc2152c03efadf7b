package prospects

import (
	"cmp"
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/dialogs"
	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/data/period"
	"shirube/data/prospect"
)

// kinds of activity in the order in which they are offered, with their icons.
var kinds = []struct {
	kind prospect.ActivityKind
	icon string
}{
	{prospect.Call, "phone"}, {prospect.Mail, "mail"}, {prospect.Appointment, "calendar"}, {prospect.Meeting, "monitor"},
	{prospect.Form, "form"}, {prospect.Card, "card"}, {prospect.Note, "note"},
}

// happening is one line of the timeline.
type happening struct {
	day              period.Day
	time             string
	icon, kind, text string
	activity         *prospect.Activity // nil for a stage reached
}

func (p *Page) happenings(c company) []happening {
	w := p.words
	var all []happening
	for _, a := range c.activities {
		h := happening{day: a.Day, time: a.Time, icon: "note", kind: w.T("prospects.kind." + string(a.Kind)), text: a.Text, activity: &a}
		for _, k := range kinds {
			if k.kind == a.Kind {
				h.icon = k.icon
			}
		}
		all = append(all, h)
	}
	for _, e := range c.entries {
		all = append(all, happening{day: e.Day, icon: "flag", kind: w.T("field.stage"), text: w.T("prospects.reached", "stage", p.stageName(e.Stage))})
	}
	slices.SortStableFunc(all, func(a, b happening) int { return cmp.Or(cmp.Compare(b.day, a.day), cmp.Compare(b.time, a.time)) })
	return all
}

// sideTimeline shows the newest lines; a link shows the rest.
func (p *Page) sideTimeline(c company, most int) fyne.CanvasObject {
	w := p.words
	all := p.happenings(c)
	add := widgets.NewLink(w.T("common.add"), func() { p.record(prospect.Activity{Prospect: c.ID, Kind: prospect.Note, Owner: c.Owner}) })
	if p.deps.ReadOnly {
		add.Disable()
	}
	rows := []fyne.CanvasObject{widgets.TitleLine(w.T("prospects.timeline"), w.T("prospects.timeline.count", "n", w.Int(len(all))), add), style.Space(8)}
	shown := all[:min(most, len(all))]
	for i, h := range shown {
		day := p.day(h.day)
		if h.time != "" {
			day += " " + h.time
		}
		row := widgets.TimelineRow(h.icon, day, h.kind, h.text, h.day > p.deps.Funnels.Today(), i == len(shown)-1)
		if h.activity != nil && !p.deps.ReadOnly {
			row = p.tapped(row, *h.activity)
		}
		rows = append(rows, row)
	}
	lines := style.Column(0, rows...)
	if len(all) > most {
		more := widgets.NewLink(w.T("prospects.timeline.more", "n", w.Int(len(all)-most)), nil)
		more.OnTapped = func() {
			lines.Objects = []fyne.CanvasObject{p.sideTimeline(c, len(all))}
			lines.Refresh()
		}
		lines.Add(style.Row(0, more))
	}
	return lines
}

// tapped lets a line be changed or taken away.
func (p *Page) tapped(row fyne.CanvasObject, a prospect.Activity) fyne.CanvasObject {
	w := p.words
	area := widgets.NewTapArea(nil)
	area.OnTapped = func() {
		widgets.ShowMenuUnder(area,
			widgets.MenuItem{Text: w.T("common.edit"), Tapped: func() { p.record(a) }},
			widgets.MenuItem{Text: w.T("common.delete"), Tapped: func() {
				p.act(1, w.T("prospects.record.deleted"), func(ctx context.Context) error { return p.deps.Prospects.DeleteActivity(ctx, a.ID) }, p.nav.Fail)
			}})
	}
	return container.NewStack(area, row)
}

// record asks for a line of the timeline and keeps it.
func (p *Page) record(a prospect.Activity) {
	w := p.words
	var options []widgets.Option
	for _, k := range kinds {
		options = append(options, widgets.Option{Key: string(k.kind), Text: w.T("prospects.kind." + string(k.kind)), Icon: k.icon})
	}
	kind := widgets.NewSelect(options, string(a.Kind), nil)
	day, read := p.dayField()
	if a.Day.Known() {
		day.SetText(a.Day.String())
	}
	text, owner := widgets.NewTextArea(w.T("prospects.record.text"), 3), widgets.NewField("")
	text.SetText(a.Text)
	owner.SetText(a.Owner)
	text.OnChanged = func(string) { text.SetError("") }
	dialogs.Form(p.nav.Window(), w, dialogs.Sheet{
		Title: w.T("prospects.record.title"), Act: w.T("common.save"),
		Lines: []dialogs.Line{
			{Entry: p.labelled(w.T("prospects.record.kind"), kind, w.T("field.day"), day)},
			{Label: w.T("prospects.record.what"), Entry: text}, {Label: w.T("field.owner"), Entry: owner},
		},
	}, func() bool {
		d, ok := read()
		if prospect.ActivityKind(kind.Key()) == prospect.Note && text.Text() == "" {
			text.SetError(w.T("prospects.record.empty"))
			ok = false
		}
		if !ok {
			return false
		}
		a.Kind, a.Day, a.Text, a.Owner = prospect.ActivityKind(kind.Key()), d, text.Text(), owner.Text()
		p.act(1, w.T("prospects.recorded", "kind", w.T("prospects.kind."+string(a.Kind))), func(ctx context.Context) error {
			_, err := p.deps.Prospects.SaveActivity(ctx, a)
			return err
		}, p.nav.Fail)
		return true
	})
}

// labelled sets two labelled entries side by side.
func (p *Page) labelled(pairs ...any) fyne.CanvasObject {
	var cells []fyne.CanvasObject
	for i := 0; i+1 < len(pairs); i += 2 {
		cells = append(cells, label(pairs[i].(string), pairs[i+1].(fyne.CanvasObject)))
	}
	return style.Grid(len(cells), 12, cells...)
}
