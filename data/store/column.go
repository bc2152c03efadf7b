package store

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"shirube/data/period"
	"shirube/data/prospect"
)

// column ties a prospect's field key to its column of the same name and to
// its place in the struct.
type column struct {
	key string
	at  func(*prospect.Prospect) any // *string, **int64, *period.Day, *[]string or *map[string]string
}

type row = prospect.Prospect

var own = []column{
	{"external_id", func(p *row) any { return &p.ExternalID }},
	{"corporate_number", func(p *row) any { return &p.CorporateNumber }},
	{"name", func(p *row) any { return &p.Name }},
	{"kana", func(p *row) any { return &p.Kana }},
	{"postal_code", func(p *row) any { return &p.PostalCode }},
	{"prefecture", func(p *row) any { return &p.Prefecture }},
	{"city", func(p *row) any { return &p.City }},
	{"address", func(p *row) any { return &p.Address }},
	{"industry", func(p *row) any { return &p.Industry }},
	{"employees", func(p *row) any { return &p.Employees }},
	{"capital", func(p *row) any { return &p.Capital }},
	{"phone", func(p *row) any { return &p.Phone }},
	{"email", func(p *row) any { return &p.Email }},
	{"url", func(p *row) any { return &p.URL }},
	{"channel", func(p *row) any { return &p.Channel }},
	{"owner", func(p *row) any { return &p.Owner }},
	{"closed_day", func(p *row) any { return &p.ClosedDay }},
	{"note", func(p *row) any { return &p.Note }},
	{"tags", func(p *row) any { return &p.Tags }},
	{"custom", func(p *row) any { return &p.Custom }},
}

// ofContact are the fields of a prospect that its first contact holds.
var ofContact = []column{
	{"contact_name", func(p *row) any { return &p.ContactName }},
	{"contact_title", func(p *row) any { return &p.ContactTitle }},
	{"contact_email", func(p *row) any { return &p.ContactEmail }},
}

var fields = func() map[string]column {
	m := map[string]column{}
	for _, c := range slices.Concat(own, ofContact) {
		m[c.key] = c
	}
	return m
}()

// prospectColumns are what the journal remembers; stage, stage_day and
// last_contact follow from other tables.
func prospectColumns() []string {
	var out []string
	for _, c := range own {
		out = append(out, c.key)
	}
	return append(out, "updated", "fold")
}

// selectProspect reads prospects p in the order that assign takes them in.
var selectProspect = "SELECT p.id, p." + strings.Join(prospectColumns()[:len(own)], ", p.") +
	", c.name, c.title, c.email, s.key, p.stage_day, p.last_contact, p.updated"

const fromProspect = ` FROM prospect p LEFT JOIN stage s ON s.id = p.stage
 LEFT JOIN contact c ON c.id = (SELECT min(id) FROM contact WHERE prospect = p.id)`

// assign fills a prospect from one row of selectProspect.
func assign(p *prospect.Prospect, values []any) {
	p.ID, _ = values[0].(int64)
	values = values[1:]
	for i, c := range own {
		put(c.at(p), values[i])
	}
	values = values[len(own):]
	for i, c := range ofContact {
		put(c.at(p), values[i])
	}
	put(&p.Stage, values[3])
	put(&p.StageDay, values[4])
	put(&p.LastContact, values[5])
	p.Updated = moment(text(values[6]))
}

// put writes a stored value into a field.
func put(field, stored any) {
	switch f := field.(type) {
	case *string:
		*f = text(stored)
	case **int64:
		*f = nil
		if n, ok := stored.(int64); ok {
			*f = &n
		}
	case *period.Day:
		*f = day(text(stored))
	case *[]string:
		*f = nil
		_ = json.Unmarshal([]byte(text(stored)), f)
	case *map[string]string:
		*f = nil
		_ = json.Unmarshal([]byte(text(stored)), f)
	}
}

// stored gives a field as it is written.
func stored(field any) any {
	switch f := field.(type) {
	case *string:
		return *f
	case **int64:
		if *f == nil {
			return nil
		}
		return **f
	case *period.Day:
		return f.String()
	case *[]string:
		if len(*f) == 0 {
			return ""
		}
		return asJSON(*f)
	case *map[string]string:
		if len(*f) == 0 {
			return ""
		}
		return asJSON(*f)
	}
	return nil
}

// filled tells whether a field has a value to be written.
func filled(field any) bool {
	switch f := field.(type) {
	case *string:
		return *f != ""
	case **int64:
		return *f != nil
	case *period.Day:
		return f.Known()
	case *[]string:
		return len(*f) > 0
	case *map[string]string:
		return len(*f) > 0
	}
	return false
}

// overwrite copies the named fields of one prospect into another; fields of
// the user's own that the other doesn't name stay.
func overwrite(to, from *prospect.Prospect, keys []string) {
	for _, k := range keys {
		c, ok := fields[k]
		if !ok {
			continue
		}
		switch dst := c.at(to).(type) {
		case *string:
			*dst = *c.at(from).(*string)
		case **int64:
			*dst = *c.at(from).(**int64)
		case *period.Day:
			*dst = *c.at(from).(*period.Day)
		case *[]string:
			*dst = *c.at(from).(*[]string)
		case *map[string]string:
			all := maps.Clone(*dst)
			if all == nil {
				all = map[string]string{}
			}
			maps.Copy(all, *c.at(from).(*map[string]string))
			*dst = all
		}
	}
}

func text(v any) string {
	switch t := v.(type) {
	case string:
		return t
	case []byte:
		return string(t)
	}
	return ""
}
