package prospect

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"shirube/data/intake"
)

// cell reads one column into a field.
type cell struct {
	field string
	bit   uint64 // of the field, in a set of fields
	col   int
	set   func(p *Prospect, text string, r *intake.Reader, col int) (code string)
}

// maxText is the longest text of a field that is one line, in characters.
const maxText = 1000

// texts are the fields whose text is kept as it is.
var texts = map[string]func(*Prospect) *string{
	"external_id":   func(p *Prospect) *string { return &p.ExternalID },
	"name":          func(p *Prospect) *string { return &p.Name },
	"kana":          func(p *Prospect) *string { return &p.Kana },
	"city":          func(p *Prospect) *string { return &p.City },
	"address":       func(p *Prospect) *string { return &p.Address },
	"industry":      func(p *Prospect) *string { return &p.Industry },
	"url":           func(p *Prospect) *string { return &p.URL },
	"channel":       func(p *Prospect) *string { return &p.Channel },
	"owner":         func(p *Prospect) *string { return &p.Owner },
	"contact_name":  func(p *Prospect) *string { return &p.ContactName },
	"contact_title": func(p *Prospect) *string { return &p.ContactTitle },
}

// checked are the fields with a form of their own.
var checked = map[string]func(p *Prospect, text string) (code string){
	"corporate_number": func(p *Prospect, s string) (code string) {
		p.CorporateNumber, code = intake.ReadCorporateNumber(s)
		return code
	},
	"postal_code":   func(p *Prospect, s string) (code string) { p.PostalCode, code = intake.ReadPostal(s); return code },
	"phone":         func(p *Prospect, s string) (code string) { p.Phone, code = intake.ReadPhone(s); return code },
	"email":         func(p *Prospect, s string) (code string) { p.Email, code = intake.ReadMail(s); return code },
	"contact_email": func(p *Prospect, s string) (code string) { p.ContactEmail, code = intake.ReadMail(s); return code },
	"prefecture":    func(p *Prospect, s string) string { p.Prefecture = intake.ReadPrefecture(s); return "" },
	"tag":           func(p *Prospect, s string) string { p.Tags = intake.ReadTags(s); return "" },
	"note":          func(p *Prospect, s string) string { p.Note = s; return "" },
	"employees": func(p *Prospect, s string) string {
		n, code := intake.ReadCount(s)
		p.Employees = &n
		return code
	},
	"capital": func(p *Prospect, s string) string {
		n, code := intake.ReadMoney(s)
		p.Capital = &n
		return code
	},
}

// cellsOf gives the readers of the mapped columns, the field's own order first
// and abroad's address last.
func cellsOf(columns map[string]int) []cell {
	var cells []cell
	for _, field := range slices.Sorted(maps.Keys(columns)) {
		c := cell{field: field, col: columns[field]}
		switch {
		case texts[field] != nil:
			at := texts[field]
			c.set = func(p *Prospect, s string, _ *intake.Reader, _ int) string {
				if len(s) > maxText && utf8.RuneCountInString(s) > maxText {
					return TooLong
				}
				*at(p) = s
				return ""
			}
		case checked[field] != nil:
			read := checked[field]
			c.set = func(p *Prospect, s string, _ *intake.Reader, _ int) string { return read(p, s) }
			if field == "tag" {
				c.field = "tags"
			}
		case field == "closed_day":
			c.set = func(p *Prospect, s string, r *intake.Reader, col int) (code string) {
				p.ClosedDay, code = r.Date(col, s)
				return code
			}
		case field == "contact_family" || field == "contact_given": // in this order, one name
			c.field = "contact_name"
			c.set = func(p *Prospect, s string, _ *intake.Reader, _ int) string {
				p.ContactName = strings.TrimSpace(p.ContactName + " " + s)
				return ""
			}
		case field == intake.Abroad:
			c.field = "address"
			c.set = func(p *Prospect, s string, _ *intake.Reader, _ int) string {
				if p.Address == "" {
					p.Address = s
				}
				return ""
			}
		case intake.IsCustom(field):
			name := field[len(intake.Custom):]
			c.field = "custom"
			c.set = func(p *Prospect, s string, _ *intake.Reader, _ int) string {
				if p.Custom == nil {
					p.Custom = map[string]string{}
				}
				p.Custom[name] = s
				return ""
			}
		}
		cells = append(cells, c)
	}
	var fields []string // all of the user's own are one, so that they are few
	for i, c := range cells {
		if !slices.Contains(fields, c.field) {
			fields = append(fields, c.field)
		}
		cells[i].bit = 1 << slices.Index(fields, c.field)
	}
	return cells
}
