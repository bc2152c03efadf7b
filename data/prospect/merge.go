package prospect

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/intake"
)

// Contact is a person at a prospect.
type Contact struct {
	ID       int64  `json:"id"`
	Prospect int64  `json:"prospect"`
	Name     string `json:"name,omitempty"`
	Title    string `json:"title,omitempty"`
	Email    string `json:"email,omitempty"`
	Basis    string `json:"basis"` // ground on which mail may be sent: consent, notified, trade, published, none
	Evidence string `json:"evidence,omitempty"`
	OptOut   string `json:"opt_out,omitempty"` // ISO day on which no more mail was asked for; overrides every basis
}

// MergeStore is what merging needs of a workspace.
type MergeStore interface {
	// Contacts of prospects, by prospect and id.
	Contacts(ctx context.Context, prospects []int64) ([]Contact, error)
	// MergeProspects stores those kept, hands each what hangs on the one that
	// goes, and removes that one. Nobody may stand in two of the merges.
	MergeProspects(ctx context.Context, op change.Op, merges []Merging) error
}

// Merging is one prospect made of two.
type Merging struct {
	Kept   Prospect
	Gone   int64
	People People
}

// People is what a merge does with contacts: those of Same take the place of
// Gone (one person, written twice), those of Behind come after all others.
type People struct {
	Same   []Contact
	Gone   []int64
	Behind []Contact
}

// wholeContact is the choice of whose first contact stays the first.
const wholeContact = "contact"

// MergeFields lists the fields a merge lets choose from.
func MergeFields() []string {
	return append(slices.DeleteFunc(slices.Clone(exportFields), func(f string) bool {
		return strings.HasPrefix(f, "contact_") || f == "stage" || f == "stage_day" || f == "last_contact"
	}), wholeContact)
}

// Merge makes one prospect of two: a keeps its fields, those named in fromB
// come from b, and so does what a lacks; b's contacts, activities, deals and
// entries become a's and b goes. One step, which can be undone. Errors:
// merge_self, merge_numbers (two 法人番号 and no choice of one), unknown_field,
// unknown_prospect. fromA names fields that stay a's although b differs.
func (s *Service) Merge(ctx context.Context, a, b int64, fromA, fromB []string) (Prospect, error) {
	if a == b {
		return Prospect{}, data.Errorf("merge_self", itoa(a), "", nil)
	}
	for _, f := range slices.Concat(fromA, fromB) {
		if !slices.Contains(MergeFields(), f) && !intake.IsCustom(f) {
			return Prospect{}, &data.Error{Code: intake.UnknownField, What: f, Args: map[string]any{"noun": intake.Prospects}}
		}
	}
	kept, err := s.Get(ctx, a)
	if err != nil {
		return kept, err
	}
	gone, err := s.Get(ctx, b)
	if err != nil {
		return kept, err
	}
	if x, y := kept.CorporateNumber, gone.CorporateNumber; x != "" && y != "" && x != y && !slices.Contains(slices.Concat(fromA, fromB), "corporate_number") {
		return kept, &data.Error{Code: "merge_numbers", What: x, Where: y}
	}
	contacts, err := s.store.Contacts(ctx, []int64{a, b})
	if err != nil {
		return kept, err
	}
	op := change.Op{Title: "prospect.merge", Args: map[string]string{"name": kept.Name, "gone": gone.Name}}
	if err := s.merge(ctx, op, []Merging{merging(kept, gone, contacts, fromB)}); err != nil {
		return kept, err
	}
	return s.Get(ctx, a)
}

// MergeAll makes one prospect of each pair, A with its fields and its gaps
// filled from B, all in one step that can be undone. A pair that is not strong,
// that overlaps one before it or whose prospects are gone is passed over; those
// merged are given.
func (s *Service) MergeAll(ctx context.Context, pairs []Pair) ([]Pair, error) {
	if pairs = Disjoint(pairs); len(pairs) == 0 {
		return nil, nil
	}
	var ids []int64
	for _, p := range pairs {
		ids = append(ids, p.A, p.B)
	}
	all, err := s.store.Prospects(ctx, ids)
	if err != nil {
		return nil, err
	}
	contacts, err := s.store.Contacts(ctx, ids)
	if err != nil {
		return nil, err
	}
	by, people := make(map[int64]Prospect, len(all)), map[int64][]Contact{}
	for _, p := range all {
		by[p.ID] = p
	}
	for _, c := range contacts {
		people[c.Prospect] = append(people[c.Prospect], c)
	}
	var done []Pair
	var merges []Merging
	for _, p := range pairs {
		a, here := by[p.A]
		b, there := by[p.B]
		if !here || !there || a.CorporateNumber != "" && b.CorporateNumber != "" {
			continue
		}
		done = append(done, p)
		merges = append(merges, merging(a, b, slices.Concat(people[min(p.A, p.B)], people[max(p.A, p.B)]), nil))
	}
	if len(merges) == 0 {
		return nil, nil
	}
	return done, s.merge(ctx, change.Op{Title: "prospect.merge_all", Args: map[string]string{"n": itoa(len(merges))}}, merges)
}

// Disjoint gives the strong pairs in order, without those in which somebody
// of an earlier one stands: what MergeAll takes.
func Disjoint(pairs []Pair) []Pair {
	taken := map[int64]bool{}
	var out []Pair
	for _, p := range pairs {
		if p.Strength() == Strong && !taken[p.A] && !taken[p.B] {
			taken[p.A], taken[p.B] = true, true
			out = append(out, p)
		}
	}
	return out
}

func merging(kept, gone Prospect, contacts []Contact, fromB []string) Merging {
	m := Merging{Kept: Merged(kept, gone, fromB), Gone: gone.ID}
	people, first := together(contacts, kept.ID, slices.Contains(fromB, wholeContact))
	m.Kept.ContactName, m.Kept.ContactTitle, m.Kept.ContactEmail = first.Name, first.Title, first.Email
	m.People = people
	return m
}

func (s *Service) merge(ctx context.Context, op change.Op, merges []Merging) error {
	err := s.store.MergeProspects(ctx, op, merges)
	if err == nil {
		s.tell(op, change.Prospect, change.Deal, change.Activity, change.Entry, change.Measure)
	}
	return err
}

// placeFields say where a company is; they are taken over together or not at all.
var placeFields = []string{"postal_code", "prefecture", "city", "address"}

// Merged gives a with the fields of fromB as b has them and its gaps filled
// from b. Tags and fields of the user's own are joined, and so are notes;
// parts of two different addresses are not.
func Merged(a, b Prospect, fromB []string) Prospect {
	out := a
	out.Tags, out.Custom = slices.Clone(a.Tags), maps.Clone(a.Custom)
	apart := slices.ContainsFunc(placeFields, func(f string) bool {
		x, y := Fold(*placeOf(&a, f)), Fold(*placeOf(&b, f))
		return x != "" && y != "" && x != y
	})
	for _, f := range MergeFields() {
		chosen := slices.Contains(fromB, f)
		switch {
		case f == "tag" && !chosen:
			out.Tags = intake.ReadTags(strings.Join(slices.Concat(a.Tags, b.Tags), "\n"))
		case f == "note" && !chosen && a.Note != "" && b.Note != "" && a.Note != b.Note:
			out.Note = a.Note + "\n" + b.Note
		case chosen || a.lacks(f) && !(apart && slices.Contains(placeFields, f)):
			out.take(&b, f)
		}
	}
	for k, v := range b.Custom {
		if out.Custom == nil {
			out.Custom = map[string]string{}
		}
		if out.Custom[k] == "" || slices.Contains(fromB, intake.Custom+k) {
			out.Custom[k] = v
		}
	}
	return out
}

func placeOf(p *Prospect, field string) *string {
	switch field {
	case "postal_code":
		return &p.PostalCode
	case "prefecture":
		return &p.Prefecture
	}
	return texts[field](p)
}

// lacks tells whether a field of an export is not known.
func (p *Prospect) lacks(field string) bool {
	switch v := p.Value(field).(type) {
	case nil:
		return true
	case string:
		return v == ""
	default:
		return field == "closed_day" && !p.ClosedDay.Known()
	}
}

// take copies one field.
func (p *Prospect) take(from *Prospect, field string) {
	if at := texts[field]; at != nil {
		*at(p) = *at(from)
		return
	}
	switch field {
	case "corporate_number":
		p.CorporateNumber = from.CorporateNumber
	case "postal_code", "prefecture":
		*placeOf(p, field) = *placeOf(from, field)
	case "employees":
		p.Employees = from.Employees
	case "capital":
		p.Capital = from.Capital
	case "phone":
		p.Phone = from.Phone
	case "email":
		p.Email = from.Email
	case "closed_day":
		p.ClosedDay = from.ClosedDay
	case "tag":
		p.Tags = from.Tags
	case "note":
		p.Note = from.Note
	}
}

// together decides on the contacts of two prospects: whoever stands in both is
// one person; the first of a stays the first, or of b where it is chosen. Who
// asked for no mail in either is not mailed.
func together(all []Contact, a int64, ofB bool) (out People, first Contact) {
	var front, rest []Contact
	for _, c := range all {
		if (c.Prospect == a) != ofB {
			front = append(front, c)
		} else {
			rest = append(rest, c)
		}
	}
	changed := map[int]bool{}
	for _, c := range rest {
		i := slices.IndexFunc(front, func(f Contact) bool { return onePerson(f, c) })
		switch {
		case i >= 0:
			front[i] = joined(front[i], c)
			changed[i], out.Gone = true, append(out.Gone, c.ID)
		case len(front) > 0 && c.ID < front[0].ID:
			out.Behind, out.Gone = append(out.Behind, c), append(out.Gone, c.ID)
		}
	}
	for i := range front {
		if changed[i] {
			out.Same = append(out.Same, front[i])
		}
	}
	if front = append(front, rest...); len(front) > 0 {
		first = front[0]
	}
	return out, first
}

func onePerson(a, b Contact) bool {
	mailA, mailB := matchKey("email", a.Email), matchKey("email", b.Email)
	if mailA != "" && mailB != "" {
		return mailA == mailB
	}
	return a.Name != "" && Fold(a.Name) == Fold(b.Name)
}

// joined is one person of two: the earlier opt-out holds.
func joined(a, b Contact) Contact {
	a.Name, a.Title, a.Email = cmp.Or(a.Name, b.Name), cmp.Or(a.Title, b.Title), cmp.Or(a.Email, b.Email)
	if a.Basis == "none" {
		a.Basis, a.Evidence = b.Basis, b.Evidence
	}
	if a.OptOut == "" || b.OptOut != "" && b.OptOut < a.OptOut {
		a.OptOut = b.OptOut
	}
	return a
}
