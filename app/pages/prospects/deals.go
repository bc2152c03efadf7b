package prospects

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/dialogs"
	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/data/intake"
	"shirube/data/prospect"
)

func (p *Page) sideDeals(c company) fyne.CanvasObject {
	w := p.words
	add := widgets.NewLink(w.T("common.add"), func() {
		p.dealForm(prospect.Deal{Prospect: c.ID, Outcome: prospect.Open, Owner: c.Owner, Channel: c.Channel})
	})
	if p.deps.ReadOnly {
		add.Disable()
	}
	rows := []fyne.CanvasObject{widgets.TitleLine(w.T("prospects.deals"), "", add)}
	for _, d := range c.deals {
		rows = append(rows, p.dealCard(d))
	}
	if len(c.deals) == 0 {
		rows = append(rows, style.Text(w.T("prospects.deals.empty"), style.Small, palette.Faint, false))
	}
	return style.Column(8, rows...)
}

func (p *Page) dealCard(d prospect.Deal) fyne.CanvasObject {
	w := p.words
	amount := w.T("common.none")
	if d.Amount != nil {
		amount = w.Yen(float64(*d.Amount))
	}
	name := d.Name
	if name == "" {
		name = w.T("prospects.deal.unnamed")
	}
	head := style.Row(8, style.Stretch(widgets.NewCutText(name, style.Small, palette.Ink, true)), style.Text(amount, style.Body, palette.Ink, true))
	state := w.T("prospects.deal.since", "day", p.day(d.Opened))
	if d.Outcome != prospect.Open {
		state = w.T("prospects.deal."+string(d.Outcome)+"_on", "day", p.day(d.Closed))
	}
	foot := []fyne.CanvasObject{style.Stretch(widgets.NewCutText(state, style.Small, palette.Sub, false))}
	if !p.deps.ReadOnly {
		if d.Outcome == prospect.Open {
			foot = append(foot,
				widgets.NewLink(w.T("prospects.deal.win"), func() { p.closeForm(d, prospect.Won) }),
				widgets.NewLink(w.T("prospects.deal.lose"), func() { p.closeForm(d, prospect.Lost) }))
		}
		more := widgets.NewIconButton("dots", w.T("prospects.more"), nil)
		more.OnTapped = func() {
			widgets.ShowMenuUnder(more,
				widgets.MenuItem{Text: w.T("common.edit"), Tapped: func() { p.dealForm(d) }},
				widgets.MenuItem{Text: w.T("common.delete"), Tapped: func() {
					p.act(1, w.T("prospects.deal.deleted"), func(ctx context.Context) error { return p.deps.Prospects.DeleteDeal(ctx, d.ID) }, p.nav.Fail)
				}})
		}
		foot = append(foot, more)
	}
	body := style.Column(0, head, style.Row(12, foot...))
	return container.NewStack(style.Box(palette.Ground, palette.Line, 8), style.PadSides(8, 12, 6, 12, body))
}

// amountField is an entry of yen with what reads it; nothing typed is not known.
func (p *Page) amountField(now *int64) (*widgets.Field, func() (*int64, bool)) {
	f := widgets.NewField(p.words.T("prospects.deal.amount.example")).Suffix(p.words.T("format.yen"))
	if now != nil {
		f.SetText(p.words.Number(float64(*now), 0))
	}
	f.OnChanged = func(string) { f.SetError("") }
	return f, func() (*int64, bool) {
		if intake.Clean(f.Text()) == "" {
			return nil, true
		}
		n, code := intake.ReadMoney(f.Text())
		if code != "" {
			f.SetError(p.words.T("rejected." + code))
		}
		return &n, code == ""
	}
}

// dealForm asks for a deal, or for another name, amount and day of one.
func (p *Page) dealForm(d prospect.Deal) {
	w := p.words
	name, product, owner := widgets.NewField(w.T("prospects.deal.example")), widgets.NewField(""), widgets.NewField("")
	name.SetText(d.Name)
	product.SetText(d.Product)
	owner.SetText(d.Owner)
	name.OnChanged = func(string) { name.SetError("") }
	amount, readAmount := p.amountField(d.Amount)
	day, readDay := p.dayField()
	if d.Opened.Known() {
		day.SetText(d.Opened.String())
	}
	dialogs.Form(p.nav.Window(), w, dialogs.Sheet{
		Title: w.T("prospects.deal.title"), Act: w.T("common.save"),
		Lines: []dialogs.Line{
			{Label: w.T("prospects.deal.name"), Entry: name},
			{Entry: p.labelled(w.T("field.amount"), amount, w.T("field.opened"), day)},
			{Entry: p.labelled(w.T("field.product"), product, w.T("field.owner"), owner)},
		},
	}, func() bool {
		yen, known := readAmount()
		opened, ok := readDay()
		if name.Text() == "" {
			name.SetError(w.T("prospects.deal.name.missing"))
			ok = false
		}
		if !known || !ok {
			return false
		}
		d.Name, d.Amount, d.Opened, d.Product, d.Owner = name.Text(), yen, opened, product.Text(), owner.Text()
		p.saveDeal(d, w.T("prospects.deal.saved", "name", d.Name), func(err error) { p.nav.Fail(err); p.dealForm(d) })
		return true
	})
}

// closeForm asks for the amount and the day on which a deal was won or lost.
func (p *Page) closeForm(d prospect.Deal, outcome prospect.Outcome) {
	w := p.words
	amount, readAmount := p.amountField(d.Amount)
	day, readDay := p.dayField()
	dialogs.Form(p.nav.Window(), w, dialogs.Sheet{
		Title: w.T("prospects.deal." + string(outcome)), Note: d.Name, Act: w.T("prospects.deal." + string(outcome)),
		Lines: []dialogs.Line{{Entry: p.labelled(w.T("field.amount"), amount, w.T("field.closed"), day)}},
	}, func() bool {
		yen, known := readAmount()
		closed, ok := readDay()
		if !known || !ok {
			return false
		}
		if closed < d.Opened {
			day.SetError(w.T("hint.closed_before_opened"))
			return false
		}
		ended := d
		ended.Amount, ended.Outcome, ended.Closed = yen, outcome, closed
		p.saveDeal(ended, w.T("prospects.deal."+string(outcome)+".done", "name", d.Name), p.nav.Fail)
		return true
	})
}

func (p *Page) saveDeal(d prospect.Deal, done string, failed func(error)) {
	p.act(1, done, func(ctx context.Context) error {
		_, err := p.deps.Prospects.SaveDeal(ctx, d)
		return err
	}, failed)
}
