package prospect

import (
	"cmp"
	"context"
	"hash/maphash"
	"slices"
	"strings"

	"shirube/data"
	"shirube/data/change"
)

// Reason is why two prospects may be one company, the strongest first.
type Reason string

// A name alone is never a reason: it needs a place or a domain beside it.
const (
	SameEmail  Reason = "email"       // one mail address, the company's or a contact's
	SamePhone  Reason = "phone"       // one telephone number
	NamePostal Reason = "name_postal" // equal name keys in one postal code
	NameDomain Reason = "name_domain" // equal name keys and one domain of their own
	NamePlace  Reason = "name_place"  // equal name keys in one city, and no other legal form
)

var reasons = []Reason{SameEmail, SamePhone, NamePostal, NameDomain, NamePlace}

// Reasons lists them, the strongest first.
func Reasons() []Reason { return slices.Clone(reasons) }

// Identity is what tells companies apart.
type Identity struct {
	ID                        int64
	Number, Name, Postal      string
	Prefecture, City, Address string
	Phone, URL                string
	Emails                    []string // the company's and its contacts'
	Closed                    bool
	Successor                 string // 法人番号 of the company that took its place
}

// DuplicateStore is what the search for duplicates needs of a workspace.
type DuplicateStore interface {
	// Identities calls each with the identity of every prospect with (or
	// without) a 法人番号, by id.
	Identities(ctx context.Context, numbered bool, each func(Identity) error) error
	// Cities lists the different prefecture+city pairs, joined.
	Cities(ctx context.Context) ([]string, error)
	// Apart lists the pairs that are two companies, the smaller id first.
	Apart(ctx context.Context) ([][2]int64, error)
	// KeepApart remembers that a pair, the smaller id first, is two companies.
	KeepApart(ctx context.Context, op change.Op, a, b int64) error
}

// Pair is two prospects that may be one company: a candidate for review.
type Pair struct {
	A       int64    `json:"a"` // the one to keep: with a 法人番号, or else the older
	B       int64    `json:"b"`
	Reason  Reason   `json:"reason"` // the strongest
	Reasons []Reason `json:"reasons"`
	// SameName tells that the name keys are equal and the legal forms, where known, too.
	SameName bool `json:"same_name"`
}

// ids are the pair's, the smaller first.
func (p Pair) ids() [2]int64 { return [2]int64{min(p.A, p.B), max(p.A, p.B)} }

// Strength is how likely a pair is one company.
type Strength string

// The strengths. Only strong pairs can be merged many at once.
const (
	Strong Strength = "strong" // one name, and a mail address, telephone number, postal code or domain with it
	Likely Strength = "likely" // a mail address or telephone number under two names, or two legal forms in one place
	Weak   Strength = "weak"   // one name in one city
)

// Strength of the pair.
func (p Pair) Strength() Strength {
	switch {
	case p.Reason == NamePlace:
		return Weak
	case p.SameName:
		return Strong
	}
	return Likely
}

// crowd is the size from which on those who share a key are held against the
// first of them only, so that the pairs don't grow with its square.
const crowd = 20

// Duplicates gives the pairs that may be one company, the strongest reason
// first, then by id. Two with different 法人番号 are two bodies and no pair,
// and neither are those whom the user keeps apart. progress, unless nil, is
// told now and then how many prospects have been read.
func Duplicates(ctx context.Context, store DuplicateStore, progress func(read int)) ([]Pair, error) {
	f := finder{groups: map[key][]int32{}, seed: maphash.MakeSeed(), cities: map[string]bool{}}
	cities, err := store.Cities(ctx)
	if err != nil {
		return nil, err
	}
	for _, c := range cities {
		f.cities[placeText(c)] = true
	}
	read := 0
	for _, numbered := range []bool{false, true} {
		if numbered && len(f.members) == 0 {
			break
		}
		err := store.Identities(ctx, numbered, func(i Identity) error {
			f.add(i)
			if read++; read%4096 == 0 && progress != nil {
				progress(read)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	apart, err := store.Apart(ctx)
	if err != nil || ctx.Err() != nil {
		return nil, cmp.Or(err, ctx.Err())
	}
	known := make(map[[2]int64]bool, len(apart))
	for _, pair := range apart {
		known[pair] = true
	}
	return slices.DeleteFunc(f.pairs(), func(p Pair) bool { return known[p.ids()] }), nil
}

// Duplicates gives the pairs of the list that may be one company; see the
// function of the same name.
func (s *Service) Duplicates(ctx context.Context, progress func(read int)) ([]Pair, error) {
	return Duplicates(ctx, s.store, progress)
}

// KeepApart remembers that two prospects are two companies, so that they are
// no pair any more; undo makes them one again. Errors: merge_self, unknown_prospect.
func (s *Service) KeepApart(ctx context.Context, a, b int64) error {
	if a == b {
		return data.Errorf("merge_self", itoa(a), "", nil)
	}
	both, err := s.store.Prospects(ctx, []int64{a, b})
	if err != nil {
		return err
	}
	if len(both) < 2 {
		return data.Errorf(UnknownProspect, itoa(a)+", "+itoa(b), "", nil)
	}
	op := change.Op{Title: "prospect.apart", Args: map[string]string{"name": both[0].Name, "other": both[1].Name}}
	if err := s.store.KeepApart(ctx, op, min(a, b), max(a, b)); err != nil {
		return err
	}
	s.tell(op, change.Prospect)
	return nil
}

// key is a hash of what companies can share.
type key struct {
	hash   uint64
	reason uint8
}

// member is what is remembered of a prospect beside its keys.
type member struct {
	id         int64
	numbered   bool
	form       int8
	prefecture string
	name       uint64 // hash of the name key
	town       uint64 // hash of what follows the city, up to the first digit; 0 not known
}

// finder groups prospects by their keys. Those without a number open groups;
// those with one only join, since two of them are never a pair.
type finder struct {
	groups  map[key][]int32
	members []member
	cities  map[string]bool
	seed    maphash.Seed
}

func (f *finder) add(i Identity) {
	at, joined := int32(len(f.members)), false
	note := func(reason int, text string) {
		k := key{maphash.String(f.seed, text), uint8(reason)}
		known := f.groups[k]
		if i.Number != "" && known == nil || len(known) > 0 && known[len(known)-1] == at {
			return
		}
		f.groups[k], joined = append(known, at), true
	}
	for _, mail := range i.Emails {
		note(0, matchKey("email", mail))
	}
	if phone := matchKey("phone", i.Phone); len(phone) >= 9 {
		note(1, phone)
	}
	name := NameKey(i.Name)
	if i.Postal != "" {
		note(2, name+"\x00"+i.Postal)
	}
	for _, d := range domains(i) {
		note(3, name+"\x00"+d)
	}
	place, town := f.place(i)
	if place != "" {
		note(4, name+"\x00"+place)
	}
	if i.Number == "" || joined {
		m := member{id: i.ID, numbered: i.Number != "", form: legalForm(i.Name), prefecture: i.Prefecture, name: maphash.String(f.seed, name)}
		if town != "" {
			m.town = maphash.String(f.seed, town)
		}
		f.members = append(f.members, m)
	}
}

// place is the municipality as the workspace writes it most fully, and the
// town in it; without a city known of anybody it is what an address begins with.
func (f *finder) place(i Identity) (place, town string) {
	text := placeText(i.Prefecture + i.City + i.Address)
	for at := range text {
		if at > 0 && f.cities[text[:at]] {
			place = text[:at]
		}
	}
	if f.cities[text] {
		place = text
	}
	if place == "" {
		if at := strings.IndexAny(text, "市区町村"); at > 0 {
			place = text[:at+len("市")]
		}
	}
	town = text[len(place):]
	if digit := strings.IndexAny(town, "0123456789"); digit >= 0 {
		town = town[:digit]
	}
	return place, town
}

// placeText is an address without prefecture and county (郡), which lists leave out.
func placeText(address string) string {
	_, rest := splitPrefecture(Fold(address))
	if county := strings.Index(rest, "郡"); county > 0 && county <= 4*len("郡") && !strings.ContainsAny(rest[:county], "市区町村") {
		return rest[county+len("郡"):]
	}
	return rest
}

func (f *finder) pairs() []Pair {
	found := map[[2]int32]uint8{}
	for k, group := range f.groups {
		for n, a := range group {
			for _, b := range group[n+1:] {
				if f.fit(a, b, reasons[k.reason]) {
					found[[2]int32{a, b}] |= 1 << k.reason
				}
			}
			if len(group) > crowd {
				break
			}
		}
	}
	f.dropDoubted(found)
	out := make([]Pair, 0, len(found))
	for at, set := range found {
		a, b := f.members[at[0]], f.members[at[1]]
		if b.numbered || !a.numbered && b.id < a.id {
			a, b = b, a
		}
		p := Pair{A: a.id, B: b.id, SameName: a.name == b.name && oneForm(a, b)}
		for n, r := range reasons {
			if set&(1<<n) != 0 {
				p.Reasons = append(p.Reasons, r)
			}
		}
		p.Reason = p.Reasons[0]
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(slices.Index(reasons, a.Reason), slices.Index(reasons, b.Reason)), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
	})
	return out
}

// fit tells whether what is known beside a shared key lets two be one company.
func (f *finder) fit(a, b int32, reason Reason) bool {
	x, y := f.members[a], f.members[b]
	if x.numbered && y.numbered {
		return false
	}
	return reason != NamePlace || oneForm(x, y) &&
		(x.prefecture == y.prefecture || x.prefecture == "" || y.prefecture == "")
}

// oneForm tells whether the legal forms of two, where known, are one.
func oneForm(x, y member) bool { return x.form == y.form || x.form == 0 || y.form == 0 }

// onlyPlace is the set of the weakest reason alone.
const onlyPlace = 1 << 4

// dropDoubted takes pairs of a name and a city away where one of the two has a
// better partner that is certainly another company than its partner here: a
// city can have five bodies of one name.
func (f *finder) dropDoubted(found map[[2]int32]uint8) {
	better := map[int32][]int32{}
	for at, set := range found {
		if set != onlyPlace || f.oneTown(at[0], at[1]) {
			better[at[0]], better[at[1]] = append(better[at[0]], at[1]), append(better[at[1]], at[0])
		}
	}
	for at, set := range found {
		if set != onlyPlace || f.oneTown(at[0], at[1]) {
			continue
		}
		for n := range at {
			here, there := at[n], at[1-n]
			if slices.ContainsFunc(better[here], func(other int32) bool { return f.apart(other, there) }) {
				delete(found, at)
			}
		}
	}
}

func (f *finder) oneTown(a, b int32) bool {
	return f.members[a].town != 0 && f.members[a].town == f.members[b].town
}

// apart tells whether two are certainly two companies.
func (f *finder) apart(a, b int32) bool {
	x, y := f.members[a], f.members[b]
	return x.numbered && y.numbered || !oneForm(x, y)
}
