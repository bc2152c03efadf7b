package prospects

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"

	"shirube/app/dialogs"
	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/data"
	"shirube/data/intake"
	"shirube/data/prospect"
)

// sheet is the form of a company: fields side by side.
var sheet = [][]string{
	{"name", "kana"},
	{"corporate_number", "external_id", "industry"},
	{"phone", "email", "url"},
	{"postal_code", "prefecture", "city"},
	{"address", "employees", "capital"},
	{"contact_name", "contact_title", "contact_email"},
	{"channel", "owner", "tag"},
}

// texts are the fields that are kept as typed.
func texts(p *prospect.Prospect) map[string]*string {
	return map[string]*string{
		"name": &p.Name, "kana": &p.Kana, "corporate_number": &p.CorporateNumber, "external_id": &p.ExternalID, "industry": &p.Industry,
		"phone": &p.Phone, "email": &p.Email, "url": &p.URL, "postal_code": &p.PostalCode, "prefecture": &p.Prefecture, "city": &p.City,
		"address": &p.Address, "contact_name": &p.ContactName, "contact_title": &p.ContactTitle, "contact_email": &p.ContactEmail,
		"channel": &p.Channel, "owner": &p.Owner,
	}
}

// typed are the texts of the form, by field.
type typed map[string]string

func (p *Page) typedOf(of prospect.Prospect) typed {
	t := typed{"tag": strings.Join(of.Tags, ", "), "note": of.Note}
	for field, at := range texts(&of) {
		t[field] = *at
	}
	for field, n := range map[string]*int64{"employees": of.Employees, "capital": of.Capital} {
		if n != nil {
			t[field] = p.words.Number(float64(*n), 0)
		}
	}
	return t
}

// into puts what was typed into a prospect and gives the codes of what cannot
// be read, by field.
func (t typed) into(of *prospect.Prospect) map[string]string {
	codes := map[string]string{}
	for field, at := range texts(of) {
		*at = t[field]
	}
	number := func(field string, read func(string) (int64, string)) *int64 {
		if intake.Clean(t[field]) == "" {
			return nil
		}
		n, code := read(t[field])
		if code != "" {
			codes[field] = code
		}
		return &n
	}
	of.Employees, of.Capital = number("employees", intake.ReadCount), number("capital", intake.ReadMoney)
	of.Tags, of.Note = intake.ReadTags(t["tag"]), t["note"]
	return codes
}

func (p *Page) editSelected() {
	if p.selected == 0 || p.deps.ReadOnly {
		return
	}
	id := p.selected
	task.Run(context.Background(), &p.asking, func(ctx context.Context, _ task.Progress) (prospect.Prospect, error) {
		return p.deps.Prospects.Get(ctx, id)
	}, func(of prospect.Prospect, err error) {
		if err != nil {
			p.nav.Fail(err)
			return
		}
		p.edit(of, nil)
	})
}

// edit asks for the fields of a company, new where it has no id. failed is why
// what was typed before could not be kept; it is told at its field.
func (p *Page) edit(of prospect.Prospect, failed *data.Error) {
	w := p.words
	fields := map[string]*widgets.Field{}
	now := p.typedOf(of)
	entry := func(field string) *widgets.Field {
		f := widgets.NewField("")
		if field == "note" {
			f = widgets.NewTextArea("", 3)
		}
		f.SetText(now[field])
		f.OnChanged = func(string) { f.SetError("") }
		fields[field] = f
		return f
	}
	entry("postal_code").OnChanged = func(code string) {
		fields["postal_code"].SetError("")
		p.fillPlace(code, fields)
	}
	var lines []dialogs.Line
	for _, row := range sheet {
		var pairs []any
		for _, field := range row {
			if fields[field] == nil {
				entry(field)
			}
			pairs = append(pairs, p.label(field), fields[field])
		}
		lines = append(lines, dialogs.Line{Entry: p.labelled(pairs...)})
	}
	lines = append(lines, dialogs.Line{Label: p.label("note"), Entry: entry("note")})
	if failed != nil {
		fields[failed.Where].SetError(p.sentence(string(failed.Code)))
	}
	s := dialogs.Sheet{Title: w.T("prospects.new.title"), Act: w.T("common.add"), Lines: lines, Width: 760}
	if of.ID != 0 {
		s.Title, s.Act = w.T("prospects.edit.title"), w.T("common.save")
	}
	dialogs.Form(p.nav.Window(), w, s, func() bool {
		t := typed{}
		for field, f := range fields {
			t[field] = f.Text()
		}
		changed := of
		codes := t.into(&changed)
		if intake.Clean(changed.Name) == "" {
			codes["name"] = "name_missing"
		}
		for field, code := range codes {
			fields[field].SetError(p.sentence(code))
		}
		if len(codes) == 0 {
			p.save(changed, fields)
		}
		return len(codes) == 0
	})
}

// fillPlace fills where a company is from its postal code, as far as nothing is
// typed there.
func (p *Page) fillPlace(code string, fields map[string]*widgets.Field) {
	if digits, bad := intake.ReadPostal(intake.Clean(code)); bad != "" || len(digits) != 7 {
		return
	}
	task.Run(context.Background(), &p.asking, func(ctx context.Context, _ task.Progress) (prospect.Place, error) {
		at, _, err := p.deps.Prospects.PlaceOf(ctx, code)
		return at, err
	}, func(at prospect.Place, err error) {
		if err != nil || fields["postal_code"].Text() != code {
			return
		}
		now := prospect.Prospect{}
		places := map[string]*string{"prefecture": &now.Prefecture, "city": &now.City, "address": &now.Address}
		for field, text := range places {
			*text = intake.Clean(fields[field].Text())
		}
		for _, field := range now.FillPlace(at) {
			fields[field].SetText(*places[field])
		}
	})
}

// save keeps a company; where it may not be kept the form opens again.
func (p *Page) save(of prospect.Prospect, fields map[string]*widgets.Field) {
	key := "prospects.saved"
	if of.ID == 0 {
		key = "prospects.created"
	}
	p.act(1, p.words.T(key, "name", of.Name), func(ctx context.Context) error {
		_, err := p.deps.Prospects.Save(ctx, of)
		return err
	}, func(err error) {
		var e *data.Error
		if errors.As(err, &e) && fields[e.Where] != nil {
			p.edit(of, e)
			return
		}
		p.nav.Fail(err)
	})
}

// sentence says what to type.
func (p *Page) sentence(code string) string {
	for _, area := range []string{"rejected.", "hint."} {
		if p.words.Has(area + code) {
			return p.words.T(area + code)
		}
	}
	return p.words.T("error." + code)
}

func (p *Page) label(field string) string {
	if field == "name" {
		return p.words.T("prospects.column.name")
	}
	return p.words.T("field." + field)
}

func label(text string, entry fyne.CanvasObject) fyne.CanvasObject {
	return style.Column(4, style.Text(text, style.Small, palette.Sub, false), entry)
}
