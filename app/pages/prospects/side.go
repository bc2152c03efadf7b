package prospects

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/data"
	"shirube/data/funnel"
	"shirube/data/period"
	"shirube/data/prospect"
)

// company is what is shown of one prospect.
type company struct {
	prospect.Prospect
	activities []prospect.Activity
	deals      []prospect.Deal
	entries    []funnel.Entry
	lists      []prospect.List
}

// look shows a company at the side; the one before stays until it is read.
func (p *Page) look(id int64) {
	p.selected = id
	task.Run(context.Background(), &p.looking, func(ctx context.Context, _ task.Progress) (c company, err error) {
		if c.Prospect, err = p.deps.Prospects.Get(ctx, id); err != nil {
			return c, err
		}
		if c.lists, err = p.deps.Prospects.ListsOf(ctx, id); err != nil {
			return c, err
		}
		if c.activities, err = p.deps.Prospects.Activities(ctx, id); err != nil {
			return c, err
		}
		if c.deals, err = p.deps.Prospects.Deals(ctx, id); err != nil {
			return c, err
		}
		c.entries, err = p.deps.Funnels.EntriesOf(ctx, id)
		return c, err
	}, func(c company, err error) {
		switch {
		case data.CodeOf(err) == prospect.UnknownProspect:
			p.closeSide()
		case err != nil:
			p.nav.Fail(err)
		default:
			p.company = &c
			p.showSide()
		}
	})
}

func (p *Page) closeSide() {
	p.looking.Leave()
	p.selected, p.company = 0, nil
	p.list.SetCurrent(-1)
	p.side.Hide()
	p.content.Refresh()
}

const (
	sidePadding = 24
	sideInner   = sideWidth - 2*sidePadding
	linesShown  = 40 // of the timeline, before the rest is asked for
)

// showSide shows the company once the stages are known.
func (p *Page) showSide() {
	if p.company == nil || p.stages == nil {
		return
	}
	c := *p.company
	body := style.Column(0,
		p.sideHead(c), style.Space(12), p.sideStages(c), style.Space(12), style.Hairline(), style.Space(8),
		p.sideFacts(c), style.Space(8), style.Hairline(), style.Space(12),
		p.sideLists(c), style.Space(12), style.Hairline(), style.Space(12),
		p.sideDeals(c), style.Space(12), style.Hairline(), style.Space(12),
		p.sideTimeline(c, linesShown), style.Space(12), style.Hairline(), style.Space(12),
		p.sideNote(c))
	// What wraps must know its width before the scroll asks for its height.
	body.Resize(fyne.NewSize(style.Grow(sideInner), 0))
	scroll := container.NewVScroll(style.PadSides(16, sidePadding, 16, sidePadding, body))
	panel := style.Column(0, style.Stretch(scroll), style.Hairline(), style.Pad(8, p.sideButtons(c)))
	widgets.Rebuild(p.side, style.Fixed(style.Grow(sideWidth), 0,
		style.RowFill(0, style.Fixed(1, 0, canvas.NewRectangle(style.Color(palette.Line))), style.Stretch(style.Surface(palette.Card, panel)))))
	p.side.Show()
	p.content.Refresh()
}

func (p *Page) sideHead(c company) fyne.CanvasObject {
	w := p.words
	more := widgets.NewIconButton("dots", w.T("prospects.more"), nil)
	more.OnTapped = func() {
		widgets.ShowMenuUnder(more, append([]widgets.MenuItem{
			{Text: w.T("common.edit") + "  F2", Disabled: p.deps.ReadOnly, Tapped: func() { p.edit(c.Prospect, nil) }},
			{Text: w.T("common.delete"), Disabled: p.deps.ReadOnly, Tapped: func() { p.remove([]int64{c.ID}) }},
		}, p.personMenu(c)...)...)
	}
	close := widgets.NewIconButton("close", w.T("common.close"), p.closeSide)
	head := style.Row(0, style.Stretch(widgets.NewCutText(c.Name, style.Panel, palette.Ink, true)), more, close)
	var known []string
	for _, s := range []string{c.Kana, c.CorporateNumber} {
		if s != "" {
			known = append(known, s)
		}
	}
	rows := []fyne.CanvasObject{head}
	if len(known) > 0 {
		rows = append(rows, widgets.NewCutText(strings.Join(known, w.T("prospects.between")), style.Small, palette.Sub, false))
	}
	if c.ClosedDay.Known() {
		rows = append(rows, widgets.StateText(widgets.Caution, w.T("prospects.closed", "day", c.ClosedDay.String()), style.Small))
	}
	if len(c.Tags) > 0 {
		tags := style.Flow(8)
		for _, t := range c.Tags {
			tags.Add(widgets.NewChip(t, "", widgets.Mute, nil))
		}
		rows = append(rows, style.Space(4), tags)
	}
	return style.Column(2, rows...)
}

// sideStages are the stages as squares: those reached filled, with the day
// below; a tap moves the company there today.
func (p *Page) sideStages(c company) fyne.CanvasObject {
	w := p.words
	first := map[string]period.Day{}
	for _, e := range c.entries {
		if d, known := first[e.Stage]; !known || e.Day < d {
			first[e.Stage] = e.Day
		}
	}
	now := slices.IndexFunc(p.stages, func(s funnel.Stage) bool { return s.Key == c.Stage })
	squares := make([]fyne.CanvasObject, len(p.stages))
	for i, s := range p.stages {
		fill, ink, day := palette.Track, palette.Sub, w.T("common.none")
		if i <= now {
			fill, ink = palette.Accent, palette.OnAccent
		}
		if d, known := first[s.Key]; known {
			day = p.day(d)
		}
		ground := canvas.NewRectangle(style.Color(fill))
		ground.CornerRadius = 4
		square := container.NewStack(ground, style.Centred(style.Cut(p.stageName(s.Key), style.Small, i == now, 64), style.Small, ink, i == now))
		if !p.deps.ReadOnly {
			tap := widgets.NewTapArea(func() { p.move([]int64{c.ID}, s.Key, p.deps.Funnels.Today()) })
			tap.Tip = w.T("prospects.move.tip", "stage", p.stageName(s.Key))
			square.Add(tap)
		}
		squares[i] = style.Column(2, style.Fixed(0, style.Grow(28), square), style.Centred(day, style.Small, palette.Sub, false))
	}
	if len(squares) == 0 {
		return style.Space(1)
	}
	return style.Grid(min(4, len(squares)), 4, squares...)
}

func (p *Page) sideFacts(c company) fyne.CanvasObject {
	w := p.words
	copied := func(text string) any {
		if text == "" {
			return w.T("common.none")
		}
		link := widgets.NewLink(style.Cut(text, style.Small, false, style.Grow(sideInner-72)), func() {
			fyne.CurrentApp().Clipboard().SetContent(text)
			p.nav.Toast(w.T("prospects.copied", "text", text), nil)
		})
		link.Tip = w.T("prospects.copy")
		return style.Row(0, link, style.Spacer())
	}
	or := func(parts ...string) string {
		if s := strings.TrimSpace(strings.Join(parts, " ")); s != "" {
			return s
		}
		return w.T("common.none")
	}
	mail := c.Email
	if mail == "" {
		mail = c.ContactEmail
	}
	edit := widgets.NewLink(w.T("common.edit"), func() { p.edit(c.Prospect, nil) })
	if p.deps.ReadOnly {
		edit.Disable()
	}
	return style.Column(0,
		widgets.KeyValue(style.Grow(64),
			w.T("field.phone"), copied(c.Phone), w.T("field.email"), copied(mail),
			w.T("prospects.column.prefecture"), or(c.Prefecture+c.City+c.Address),
			w.T("prospects.column.contact_name"), or(c.ContactTitle, c.ContactName),
			w.T("field.owner"), or(c.Owner), w.T("field.channel"), or(c.Channel)),
		style.Row(0, style.Spacer(), edit))
}

func (p *Page) sideNote(c company) fyne.CanvasObject {
	w := p.words
	text, token := c.Note, palette.Ink
	if text == "" {
		text, token = w.T("prospects.note.empty"), palette.Faint
	}
	return style.Column(4, widgets.TitleLine(w.T("field.note"), "", nil), style.NewParagraph(text, style.Small, token, style.Grow(sideInner)))
}

func (p *Page) sideButtons(c company) fyne.CanvasObject {
	w := p.words
	call := widgets.NewButton(w.T("prospects.call"), widgets.Primary, func() { p.record(prospect.Activity{Prospect: c.ID, Kind: prospect.Call, Owner: c.Owner}) })
	record := widgets.NewButton(w.T("prospects.record"), widgets.Plain, func() { p.record(prospect.Activity{Prospect: c.ID, Kind: prospect.Note, Owner: c.Owner}) })
	stage := widgets.NewButton(w.T("field.stage"), widgets.Plain, func() { p.moveForm([]int64{c.ID}, p.next(c.Stage)) })
	for _, b := range []*widgets.Button{call, record, stage} {
		if p.deps.ReadOnly {
			b.Disable()
		}
	}
	return style.PadSides(0, 16, 0, 16, style.Grid(3, 8, call, record, stage))
}

// next is the stage after one, itself where it is the last.
func (p *Page) next(stage string) string {
	if i := slices.IndexFunc(p.stages, func(s funnel.Stage) bool { return s.Key == stage }); i >= 0 && i+1 < len(p.stages) {
		return p.stages[i+1].Key
	}
	return stage
}
