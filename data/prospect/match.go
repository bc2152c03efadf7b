package prospect

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"shirube/data"
	"shirube/data/intake"
)

// Keys finds prospects by what identifies them.
type Keys interface {
	// MatchKeys gives id by value as stored; values of more than one prospect map to 0.
	MatchKeys(ctx context.Context, field string) (map[string]int64, error)
}

// matchable are the fields a row can be matched on; the first three are tried,
// in this order, where nothing is said.
var matchable = []string{"corporate_number", "external_id", "email", "phone", "name"}

// MatchFields lists the fields that a row can be matched on.
func MatchFields() []string { return slices.Clone(matchable) }

// ambiguous stands for a key that more than one prospect has.
const ambiguous = 0

// index finds prospects by one field.
type index struct {
	field string
	col   int
	ids   map[string]int64 // nil for corporate_number: the matcher has them
}

// matcher finds the prospect that a row is about.
type matcher struct {
	indexes  []index
	numbers  map[int64]int64 // by 法人番号, which stays unique; nil where the file has none
	numbered map[int64]bool  // who has a number, filled when first asked
}

// newMatcher reads the keys of the fields: those asked for, or else the default
// ones that the file has.
func newMatcher(ctx context.Context, keys Keys, fields []string, columns map[string]int) (*matcher, error) {
	asked := fields != nil
	if !asked {
		fields = matchable[:3]
	}
	m := &matcher{}
	if _, mapped := columns[matchable[0]]; mapped {
		stored, err := keys.MatchKeys(ctx, matchable[0])
		if err != nil {
			return nil, err
		}
		m.numbers = make(map[int64]int64, len(stored))
		for number, id := range stored {
			m.numbers[digitsOf(number)] = id
		}
	}
	for _, f := range fields {
		if !slices.Contains(matchable, f) {
			return nil, badMatch(f)
		}
		col, mapped := columns[f]
		if !mapped && !asked {
			continue
		}
		if !mapped {
			return nil, &data.Error{Code: "match_not_mapped", What: f}
		}
		x := index{field: f, col: col}
		if f != matchable[0] {
			stored, err := keys.MatchKeys(ctx, f)
			if err != nil {
				return nil, err
			}
			x.ids = folded(f, stored)
		}
		m.indexes = append(m.indexes, x)
	}
	return m, nil
}

// digitsOf is a 法人番号 as a number: a register has many, and numbers keep no row of the file in memory.
func digitsOf(number string) int64 {
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return -1 // none that ReadCorporateNumber gives
	}
	return n
}

// has looks a value up.
func (m *matcher) has(x *index, value string) (id int64, ok bool) {
	if x.ids == nil {
		id, ok = m.numbers[digitsOf(value)]
		return id, ok
	}
	id, ok = x.ids[matchKey(x.field, value)]
	return id, ok
}

// matchKey is the form in which values of a field are held against each other.
func matchKey(field, value string) string {
	switch field {
	case "email":
		return strings.ToLower(value)
	case "phone":
		return strings.ReplaceAll(value, "-", "")
	case "name":
		return NameKey(value)
	}
	return value
}

func folded(field string, stored map[string]int64) map[string]int64 {
	if field == "corporate_number" || field == "external_id" {
		return stored
	}
	out := make(map[string]int64, len(stored))
	for value, id := range stored {
		key := matchKey(field, value)
		if other, ok := out[key]; ok && other != id {
			id = ambiguous
		}
		out[key] = id
	}
	return out
}

// value gives the field of p that the index is over.
func (x index) value(p *Prospect) string {
	switch x.field {
	case "corporate_number":
		return p.CorporateNumber
	case "external_id":
		return p.ExternalID
	case "email":
		return p.Email
	case "phone":
		return p.Phone
	}
	return p.Name
}

// find gives the prospect that p is, 0 where it is none yet, or the index whose
// key more than one prospect has. A phone, mail address or name of a company
// with another 法人番号 is no match.
func (m *matcher) find(p *Prospect) (id int64, doubtful *index) {
	for i, x := range m.indexes {
		value := x.value(p)
		if value == "" {
			continue
		}
		id, ok := m.has(&x, value)
		switch {
		case !ok:
		case id == ambiguous:
			return 0, &m.indexes[i]
		case p.CorporateNumber != "" && x.field != "corporate_number" && x.field != "external_id" && m.hasNumber(id, p.CorporateNumber):
		default:
			return id, nil
		}
	}
	return 0, nil
}

// keyless tells whether p has none of the keys that rows are matched on.
func (m *matcher) keyless(p *Prospect) bool {
	return !slices.ContainsFunc(m.indexes, func(x index) bool { return x.value(p) != "" })
}

// hasNumber tells whether a prospect has a 法人番号 other than number.
func (m *matcher) hasNumber(id int64, number string) bool {
	if m.numbered == nil {
		m.numbered = make(map[int64]bool, len(m.numbers))
		for _, id := range m.numbers {
			m.numbered[id] = true
		}
	}
	return m.numbered[id] && m.numbers[digitsOf(number)] != id
}

// taken tells whether a 法人番号 belongs to a prospect other than id.
func (m *matcher) taken(number string, id int64) bool {
	if number == "" {
		return false
	}
	owner, ok := m.numbers[digitsOf(number)]
	return ok && owner != id
}

// learn remembers the keys of a row that has become prospect id.
func (m *matcher) learn(p *Prospect, id int64) {
	for _, x := range m.indexes {
		if value := x.value(p); value != "" && x.ids != nil {
			key := matchKey(x.field, value)
			if known, ok := x.ids[key]; ok && known != id {
				x.ids[key] = ambiguous
				continue
			}
			x.ids[key] = id
		}
	}
	if p.CorporateNumber != "" {
		m.numbers[digitsOf(p.CorporateNumber)] = id
		if m.numbered != nil {
			m.numbered[id] = true
		}
	}
}

// Finder finds a prospect by one text: external id, 法人番号 or e-mail, the way
// entries and deals name theirs.
type Finder struct {
	indexes []index
}

// NewFinder reads the keys; fields nil means the three above, in that order.
func NewFinder(ctx context.Context, keys Keys, fields []string) (*Finder, error) {
	if fields == nil {
		fields = []string{"external_id", "corporate_number", "email"}
	}
	f := &Finder{}
	for _, field := range fields {
		if !slices.Contains(matchable, field) {
			return nil, badMatch(field)
		}
		stored, err := keys.MatchKeys(ctx, field)
		if err != nil {
			return nil, err
		}
		f.indexes = append(f.indexes, index{field: field, ids: folded(field, stored)})
	}
	return f, nil
}

func badMatch(field string) error {
	return &data.Error{Code: "bad_match", What: field, Args: map[string]any{"fields": strings.Join(matchable, ", ")}}
}

// Codes of rows that name a prospect.
const (
	UnknownProspect = "unknown_prospect"
	AmbiguousMatch  = "ambiguous_match"
)

// Find gives the prospect's id or a code: unknown_prospect, ambiguous_match.
func (f *Finder) Find(text string) (int64, string) {
	for _, x := range f.indexes {
		value := text
		if x.field == "corporate_number" {
			if n, code := intake.ReadCorporateNumber(text); code == "" {
				value = n
			}
		}
		if id, ok := x.ids[matchKey(x.field, value)]; ok && value != "" {
			if id == ambiguous {
				return 0, AmbiguousMatch
			}
			return id, ""
		}
	}
	return 0, UnknownProspect
}
