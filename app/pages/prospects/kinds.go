package prospects

import (
	"slices"

	"shirube/data/intake"
	"shirube/data/prospect"
)

// conditionFields are the fields of conditions, those asked for most first; the user's own come behind.
var conditionFields = []string{
	"stage", "prefecture", "city", "industry", "employees", "owner", "tag", "list", "channel", "last_contact", "next_contact", "stage_day",
	"opt_out", "closed_day", "name", "kana", "address", "postal_code", "phone", "email", "url", "corporate_number", "external_id", "capital",
	"contact_name", "contact_title", "contact_email", "note",
}

// counted are the fields whose values one picks from a list with counts.
var counted = []string{"stage", "prefecture", "city", "industry", "owner", "tag", "list", "channel"}

func isCounted(field string) bool { return slices.Contains(counted, field) || intake.IsCustom(field) }

// kind is what a condition asks of its field.
type kind string

const (
	oneOf    kind = "one"
	contains kind = "contains"
	is       kind = "is"
	isNot    kind = "not"
	lastDays kind = "within"  // days, the last n
	before   kind = "before"  // days, longer ago than n
	ahead    kind = "ahead"   // days, the next n
	quiet    kind = "quiet"   // no contact for n days
	between  kind = "between" // numbers or days
	reached  kind = "reached" // a stage or a later one, since a day
	empty    kind = "empty"
	filled   kind = "filled"
)

// kindsOf are the kinds of condition that a field has.
func kindsOf(field string) []kind {
	switch {
	case field == "stage":
		return []kind{oneOf, reached, empty, filled}
	case field == "list":
		return []kind{oneOf, empty, filled}
	case field == "opt_out" || field == "closed_day":
		return []kind{empty, filled}
	case field == "last_contact":
		return []kind{quiet, lastDays, before, between, empty, filled}
	case field == "next_contact":
		return []kind{ahead, between, empty, filled}
	case prospect.IsDay(field):
		return []kind{lastDays, before, between, empty, filled}
	case prospect.IsNumber(field):
		return []kind{between, empty, filled}
	case isCounted(field):
		return []kind{oneOf, contains, isNot, empty, filled}
	}
	return []kind{contains, is, isNot, empty, filled}
}

// kindOf is the kind of a chip's conditions; ok is false for what was written
// on the command line and has none.
func (f part) kindOf() (k kind, ok bool) {
	c := f.first()
	_, ago := prospect.ReadDaysAgo(c.Value)
	ago = ago && prospect.IsDay(c.Field)
	switch {
	case len(f.all) == 2:
		k = between
	case c.Value == "" && c.Op == prospect.Is:
		k = empty
	case c.Value == "" && c.Op == prospect.IsNot:
		k = filled
	case c.Op == prospect.In, c.Op == prospect.Is && isCounted(c.Field):
		k = oneOf
	case c.Op == prospect.Contains:
		k = contains
	case c.Op == prospect.Is:
		k = is
	case c.Op == prospect.IsNot:
		k = isNot
	case c.Op == prospect.Least && c.Field == "stage":
		k = reached
	case ago && c.Op == prospect.NotMore:
		k = quiet
	case ago && c.Op == prospect.Least:
		k = lastDays
	case ago && c.Op == prospect.Less:
		k = before
	case ago && c.Op == prospect.Most:
		k = ahead
	case c.Op == prospect.Least || c.Op == prospect.Most:
		k = between
	}
	return k, slices.Contains(kindsOf(c.Field), k)
}

func (f part) safeKind() (kind, bool) {
	if len(f.all) == 0 {
		return "", false
	}
	return f.kindOf()
}
