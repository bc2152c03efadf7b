package app

import (
	"encoding/json"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"shirube/assets/words"
	"shirube/data/prospect"
	"shirube/data/tabular"
)

// DossierRows are a dossier for people to read: company, item, day, content,
// the header first.
func DossierRows(d prospect.Dossier, w *words.Words) [][]string {
	rows := [][]string{{w.T("person.col.company"), w.T("person.col.what"), w.T("person.col.day"), w.T("person.col.text")}}
	for _, r := range d.Records {
		add := func(what, day string, content ...string) {
			if text := strings.Join(slices.DeleteFunc(content, func(s string) bool { return s == "" }), " "); text != "" {
				rows = append(rows, []string{r.Company.Name, what, day, text})
			}
		}
		for _, c := range d.Contacts {
			if c.Prospect != r.Company.ID {
				continue
			}
			add(w.T("field.contact_name"), "", c.Name)
			add(w.T("field.contact_title"), "", c.Title)
			add(w.T("field.contact_email"), "", c.Email)
			add(w.T("person.basis"), "", w.T("person.basis."+c.Basis), c.Evidence)
			add(w.T("person.opt_out"), c.OptOut, c.OptOut)
		}
		p := r.Company
		add(w.T("field.phone"), "", p.Phone)
		add(w.T("field.email"), "", p.Email)
		add(w.T("field.address"), "", p.PostalCode, p.Prefecture+p.City+p.Address)
		add(w.T("field.channel"), "", p.Channel)
		add(w.T("field.owner"), "", p.Owner)
		add(w.T("field.tag"), "", p.Tags...)
		add(w.T("field.note"), "", p.Note)
		for _, name := range slices.Sorted(maps.Keys(p.Custom)) {
			add(name, "", p.Custom[name])
		}
		for _, l := range r.Lists {
			source := ""
			if l.Source != "" {
				source = w.T("list.source." + l.Source)
			}
			add(w.T("field.list"), l.Acquired.String(), l.Name, source, l.From, l.Purpose, l.Told)
		}
		for _, a := range r.Activities {
			add(w.T("prospects.kind."+string(a.Kind)), a.Day.String(), a.Time, a.Text, a.Owner)
		}
		for _, deal := range r.Deals {
			add(w.T("person.deal"), deal.Opened.String(), deal.Name, deal.Product, string(deal.Outcome), deal.Owner)
		}
	}
	return rows
}

// WriteDossier writes a dossier as JSON, or by the file's name as a workbook or CSV.
func WriteDossier(d prospect.Dossier, path string, w *words.Words) error {
	rows := DossierRows(d, w)
	switch strings.ToLower(filepath.Ext(path)) {
	case ".csv":
		return SaveTable(path, rows)
	case ".xlsx":
		return tabular.WriteXLSX(path, w.T("person.sheet"), cells(rows))
	}
	return tabular.Save(path, func(out io.Writer) error {
		e := json.NewEncoder(out)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(d)
	})
}
