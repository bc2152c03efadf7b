package prospects

import (
	"context"

	"shirube/app/dialogs"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/data/prospect"
)

// personMenu is what can be done to the data of the people of a company.
func (p *Page) personMenu(c company) []widgets.MenuItem {
	w := p.words
	nobody := c.ContactName == "" && c.ContactEmail == ""
	return []widgets.MenuItem{
		{Text: w.T("prospects.person.export"), Disabled: nobody, Tapped: func() { p.exportPerson(c) }},
		{Text: w.T("prospects.person.erase"), Disabled: nobody || p.deps.ReadOnly, Tapped: func() { p.erasePeople(c) }},
		{Text: w.T("prospects.person.anonymise"), Disabled: p.deps.ReadOnly, Tapped: func() { p.anonymise(c) }},
	}
}

func (p *Page) exportPerson(c company) {
	w := p.words
	name := w.T("prospects.person.file") + "_" + p.deps.Funnels.Today().String() + ".xlsx"
	dialogs.SaveFile(p.nav.Window(), w, w.T("prospects.person.export"), name, p.deps.Folder, func(path string) {
		task.Run(context.Background(), &task.Group{}, func(ctx context.Context, _ task.Progress) (struct{}, error) {
			d, err := p.deps.Prospects.Person(ctx, "", c.ID)
			if err == nil {
				err = p.deps.Dossier(d, path)
			}
			return struct{}{}, err
		}, func(_ struct{}, err error) {
			if err != nil {
				p.nav.Fail(err)
				return
			}
			p.nav.Toast(w.T("person.exported", "file", path), nil)
		})
	})
}

// erasePeople says what will be gone for good, and asks whether texts that name
// the people go too.
func (p *Page) erasePeople(c company) {
	w := p.words
	texts := widgets.NewCheck(w.T("prospects.person.texts"), true, nil)
	dialogs.Form(p.nav.Window(), w, dialogs.Sheet{
		Title: w.T("prospects.person.erase.title", "name", c.ContactName), Note: w.T("prospects.person.erase.what"),
		Lines: []dialogs.Line{{Entry: texts}}, Act: w.T("prospects.person.erase.act"), Destructive: true,
	}, func() bool {
		also := texts.Checked()
		p.forget(func(ctx context.Context) (prospect.Erased, error) {
			return p.deps.Prospects.ErasePerson(ctx, "", c.ID, also)
		})
		return true
	})
}

func (p *Page) anonymise(c company) {
	w := p.words
	dialogs.Confirm(p.nav.Window(), w, dialogs.Question{
		Title: w.T("prospects.person.anonymise.title", "name", c.Name), Lines: []string{w.T("prospects.person.anonymise.what"), w.T("prospects.person.final")},
		Act: w.T("prospects.person.anonymise.act"), Destructive: true,
	}, func() {
		p.forget(func(ctx context.Context) (prospect.Erased, error) {
			return p.deps.Prospects.Anonymise(ctx, []int64{c.ID})
		})
	})
}

// forget erases in the background, without an undo, and says what was done.
func (p *Page) forget(erase func(context.Context) (prospect.Erased, error)) {
	w := p.words
	task.Run(context.Background(), &task.Group{Title: w.T("prospects.person.running")}, func(ctx context.Context, _ task.Progress) (prospect.Erased, error) {
		return erase(ctx)
	}, func(e prospect.Erased, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		text := w.T("prospects.person.done", "n", w.Int(e.People))
		if e.Copies > 0 {
			text = w.T("prospects.person.done.copies", "n", w.Int(e.People), "copies", w.Int(e.Copies))
		}
		p.nav.Toast(text, nil)
		if !p.gone {
			p.Reload()
		}
	})
}
