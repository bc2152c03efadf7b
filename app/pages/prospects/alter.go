package prospects

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"shirube/app/dialogs"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/data/intake"
	"shirube/data/prospect"
)

// alter changes companies alike.
func (p *Page) alter(ids []int64, done string, a prospect.Alteration, failed func(error)) {
	p.act(len(ids), done, func(ctx context.Context) error { return p.deps.Prospects.Alter(ctx, ids, a) }, failed)
}

func (p *Page) ownerForm(ids []int64) {
	p.wordForm("owner", "owner", len(ids), false, func(owner string) {
		done := p.words.T("prospects.owned", "n", p.words.Int(len(ids)), "owner", owner)
		if owner == "" {
			done = p.words.T("prospects.disowned", "n", p.words.Int(len(ids)))
		}
		p.alter(ids, done, prospect.Alteration{Set: map[string]string{"owner": owner}}, p.nav.Fail)
	})
}

func (p *Page) tagForm(ids []int64) {
	p.wordForm("tag", "tag", len(ids), true, func(tag string) {
		p.alter(ids, p.words.T("prospects.tagged", "n", p.words.Int(len(ids)), "tag", tag), prospect.Alteration{Tag: []string{tag}}, p.nav.Fail)
	})
}

func (p *Page) untagForm(ids []int64) {
	p.wordForm("untag", "tag", len(ids), true, func(tag string) {
		p.alter(ids, p.words.T("prospects.untagged", "n", p.words.Int(len(ids)), "tag", tag), prospect.Alteration{Untag: []string{tag}}, p.nav.Fail)
	})
}

// offered is how many known words stand under an entry.
const offered = 8

// wordForm asks for one word of a field, with those in use to tap. key is that
// of the form's words.
func (p *Page) wordForm(key, field string, n int, needed bool, take func(string)) {
	w := p.words
	task.Run(context.Background(), &p.asking, func(ctx context.Context, _ task.Progress) ([]string, error) {
		facets, err := p.deps.Prospects.Facets(ctx, field)
		var known []string
		for _, f := range facets {
			if f.Value != "" && len(known) < offered {
				known = append(known, f.Value)
			}
		}
		return known, err
	}, func(known []string, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		entry := widgets.NewField("")
		chips := style.Flow(8)
		for _, k := range known {
			chips.Add(widgets.NewChip(k, "", widgets.Saved, func() { entry.SetText(k) }))
		}
		chips.Resize(fyne.NewSize(formWidth, 0))
		dialogs.Form(p.nav.Window(), w, dialogs.Sheet{
			Title: w.T("prospects." + key + ".title"), Note: w.T("prospects."+key+".note", "n", w.Int(n)), Act: w.T("prospects." + key + ".act"),
			Lines: []dialogs.Line{{Label: w.T("field." + field), Entry: entry}, {Entry: chips}},
		}, func() bool {
			text := intake.Clean(entry.Text())
			if needed && text == "" {
				entry.SetError(w.T("prospects." + key + ".missing"))
				return false
			}
			take(text)
			return true
		})
	})
}

// fieldForm asks for a field and the value that all get.
func (p *Page) fieldForm(ids []int64) {
	task.Run(context.Background(), &p.asking, func(ctx context.Context, _ task.Progress) ([]string, error) {
		return p.deps.Prospects.CustomFields(ctx)
	}, func(custom []string, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.valueForm(ids, slices.Concat(prospect.BulkFields(), custom))
	})
}

func (p *Page) valueForm(ids []int64, fields []string) {
	w := p.words
	var options []widgets.Option
	for _, f := range fields {
		options = append(options, widgets.Option{Key: f, Text: p.fieldName(f)})
	}
	field := widgets.NewSelect(options, "industry", nil)
	field.Search = w.T("dialogs.search")
	value := widgets.NewField("")
	value.OnChanged = func(string) { value.SetError("") }
	dialogs.Form(p.nav.Window(), w, dialogs.Sheet{
		Title: w.T("prospects.bar.field"), Note: w.T("prospects.field.note", "n", w.Int(len(ids))), Act: w.T("prospects.field.act"),
		Lines: []dialogs.Line{{Label: w.T("prospects.field.which"), Entry: field}, {Label: w.T("field.value"), Entry: value}},
	}, func() bool {
		set := map[string]string{field.Key(): value.Text()}
		if code := prospect.CheckValue(field.Key(), value.Text()); code != "" {
			value.SetError(p.sentence(code))
			return false
		}
		p.alter(ids, w.T("prospects.field.done", "n", w.Int(len(ids)), "field", p.fieldName(field.Key())), prospect.Alteration{Set: set}, p.nav.Fail)
		return true
	})
}

// optOut records that companies want no more mail.
func (p *Page) optOut(ids []int64) {
	w := p.words
	dialogs.Confirm(p.nav.Window(), w, dialogs.Question{
		Title: w.T("prospects.opt_out.title"), Lines: []string{w.T("prospects.opt_out.what", "n", w.Int(len(ids)))}, Act: w.T("prospects.opt_out.act"),
	}, func() {
		p.act(len(ids), w.T("prospects.opted_out", "n", w.Int(len(ids))), func(ctx context.Context) error {
			return p.deps.Prospects.OptOutAll(ctx, ids)
		}, p.nav.Fail)
	})
}

func (p *Page) remove(ids []int64) {
	w := p.words
	dialogs.Confirm(p.nav.Window(), w, dialogs.Question{
		Title: w.T("prospects.delete.title"), Lines: []string{w.T("prospects.delete.what", "n", w.Int(len(ids)))},
		Act: w.T("common.delete"), Destructive: true,
	}, func() {
		if slices.Contains(ids, p.selected) {
			p.closeSide()
		}
		p.act(len(ids), w.T("prospects.deleted", "n", w.Int(len(ids))), func(ctx context.Context) error {
			return p.deps.Prospects.Delete(ctx, ids)
		}, p.nav.Fail)
	})
}
