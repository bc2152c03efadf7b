package prospect

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/intake"
	"shirube/data/period"
)

// PersonStore finds and erases what is known of people.
type PersonStore interface {
	Contacts(ctx context.Context, prospects []int64) ([]Contact, error)
	// ContactsNamed finds contacts by address, in any case, or by name, in any width.
	ContactsNamed(ctx context.Context, who string) ([]Contact, error)
	OptedOut(ctx context.Context, email string) (period.Day, error)
	// Erase carries out an erasure, in one batch that no undo knows, and leaves
	// no byte of it in the file.
	Erase(ctx context.Context, e Erasure) (Erased, error)
}

// Erasure is what is to be forgotten.
type Erasure struct {
	Contacts  []int64 // rows that go
	Companies []int64 // whose rows are made anew by Clean, and whose past in the journal goes
	Clean     func(*Prospect)
	Texts     []int64  // activities whose text is blanked
	Deals     []int64  // deals whose name is blanked
	Whole     bool     // all contacts, texts and deals of the companies
	Words     []string // names and addresses that nothing may be left of
	Addresses []string // to be known as never to be mailed, by their seal alone
}

// Erased is what an erasure did.
type Erased struct {
	People    int     `json:"people"`
	Companies int     `json:"companies"`
	Texts     int     `json:"texts"`   // activities, deals and rejected rows that were blanked
	Journal   int     `json:"journal"` // images of the undo journal that went
	Left      []Trace `json:"left"`    // where a word still stands: of somebody else, or in a text that was to stay
	Copies    int     `json:"copies"`  // backups beside the file, which still hold all of it
}

// Trace is where words were found.
type Trace struct {
	Table  string `json:"table"`
	Column string `json:"column"`
	Rows   int    `json:"rows"`
}

// Dossier is all that is known of one person, or of the people of a company.
type Dossier struct {
	On       period.Day  `json:"on"`
	Contacts []Contact   `json:"contacts"`
	OptOut   *period.Day `json:"opt_out"` // day on which an address asked for no more mail
	Records  []Record    `json:"records"`
}

// Record is what is known in connection with one company.
type Record struct {
	Company    Prospect   `json:"company"`
	Lists      []List     `json:"lists"` // where the data came from and what it may be used for
	Activities []Activity `json:"activities"`
	Deals      []Deal     `json:"deals"`
}

// Person finds all that is known of a person by an address, a name, or, who
// being empty, of all people of a company. Lines of a timeline are those that
// name the person, or all where the company has nobody else. Errors:
// unknown_person; many_people for a name that stands at several companies,
// unless company tells which.
func (s *Service) Person(ctx context.Context, who string, company int64) (Dossier, error) {
	d := Dossier{On: period.On(s.clock())}
	var err error
	if who = intake.Clean(who); who == "" {
		d.Contacts, err = s.store.Contacts(ctx, []int64{company})
	} else {
		d.Contacts, err = s.store.ContactsNamed(ctx, who)
		if company != 0 {
			d.Contacts = slices.DeleteFunc(d.Contacts, func(c Contact) bool { return c.Prospect != company })
		}
	}
	if err != nil {
		return d, err
	}
	at := companiesOf(d.Contacts)
	switch {
	case len(d.Contacts) == 0:
		return d, data.Errorf("unknown_person", cmp.Or(who, itoa(company)), "", nil)
	case len(at) > 1 && !strings.Contains(who, "@"):
		return d, &data.Error{Code: "many_people", What: who, Args: map[string]any{"n": len(at)}}
	}
	for _, c := range d.Contacts {
		if c.Email == "" {
			continue
		}
		day, err := s.store.OptedOut(ctx, c.Email)
		if err != nil {
			return d, err
		}
		if day.Known() {
			d.OptOut = &day
		}
	}
	for _, id := range at {
		r, err := s.record(ctx, id, d.Contacts)
		if err != nil {
			return d, err
		}
		d.Records = append(d.Records, r)
	}
	return d, nil
}

func companiesOf(contacts []Contact) []int64 {
	var at []int64
	for _, c := range contacts {
		if !slices.Contains(at, c.Prospect) {
			at = append(at, c.Prospect)
		}
	}
	return at
}

func (s *Service) record(ctx context.Context, company int64, about []Contact) (r Record, err error) {
	if r.Company, err = s.Get(ctx, company); err != nil {
		return r, err
	}
	everybody, err := s.store.Contacts(ctx, []int64{company})
	if err != nil {
		return r, err
	}
	if r.Lists, err = s.ListsOf(ctx, company); err != nil {
		return r, err
	}
	if r.Activities, err = s.store.Activities(ctx, company); err != nil {
		return r, err
	}
	if r.Deals, err = s.store.Deals(ctx, company); err != nil {
		return r, err
	}
	known := wordsOf(about)
	alone := !slices.ContainsFunc(everybody, func(c Contact) bool {
		return !slices.ContainsFunc(about, func(a Contact) bool { return a.ID == c.ID })
	})
	if !alone {
		r.Activities = slices.DeleteFunc(r.Activities, func(a Activity) bool { return !names(a.Text, known) })
		r.Deals = slices.DeleteFunc(r.Deals, func(d Deal) bool { return !names(d.Name, known) })
		first := everybody[0]
		if !slices.ContainsFunc(about, func(a Contact) bool { return a.ID == first.ID }) {
			r.Company.ContactName, r.Company.ContactTitle, r.Company.ContactEmail = "", "", ""
		}
	}
	return r, nil
}

// wordsOf are the names and addresses of people: what tells of them in a text.
// A name of one character tells of nobody.
func wordsOf(people []Contact) []string {
	var out []string
	for _, c := range people {
		for _, word := range []string{c.Email, c.Name} {
			if utf8.RuneCountInString(word) > 1 && !slices.Contains(out, word) {
				out = append(out, word)
			}
		}
	}
	return out
}

// names tells whether a text has one of the words, in any width and case, with
// or without spaces.
func names(text string, words []string) bool {
	folded := bare(text)
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(folded, bare(w)) })
}

func bare(text string) string { return strings.Join(strings.Fields(Fold(text)), "") }

// ErasePerson forgets a person found as by Person: the contact, and the names
// and addresses in the company's fields and in the journal. With texts the lines
// of a timeline, deals and notes that name the person are blanked too. What is
// counted stays: entries, deals, activities. The address is remembered by its
// seal alone, so that no import lets it be mailed again. It cannot be undone.
func (s *Service) ErasePerson(ctx context.Context, who string, company int64, texts bool) (Erased, error) {
	d, err := s.Person(ctx, who, company)
	if err != nil {
		return Erased{}, err
	}
	known := wordsOf(d.Contacts)
	e := Erasure{Companies: companiesOf(d.Contacts), Words: known}
	for _, c := range d.Contacts {
		e.Contacts = append(e.Contacts, c.ID)
		if c.Email != "" {
			e.Addresses = append(e.Addresses, c.Email)
		}
	}
	if texts {
		for _, r := range d.Records {
			for _, a := range r.Activities {
				if names(a.Text, known) {
					e.Texts = append(e.Texts, a.ID)
				}
			}
			for _, deal := range r.Deals {
				if names(deal.Name, known) {
					e.Deals = append(e.Deals, deal.ID)
				}
			}
		}
	}
	e.Clean = func(p *Prospect) { p.forget(known, texts) }
	return s.erase(ctx, e)
}

// forget takes people out of the fields of their company.
func (p *Prospect) forget(known []string, texts bool) {
	is := func(text string) bool {
		return slices.ContainsFunc(known, func(w string) bool { return bare(w) == bare(text) })
	}
	if is(p.Email) {
		p.Email = ""
	}
	if is(p.Name) { // a person without a company was named so
		p.Name, p.Kana = anonymous(p.ID), ""
	}
	for _, at := range texted {
		if names(*at(p), known) {
			*at(p) = ""
		}
	}
	p.Tags = slices.DeleteFunc(slices.Clone(p.Tags), func(t string) bool { return names(t, known) })
	custom := map[string]string{}
	for k, v := range p.Custom {
		if !names(v, known) {
			custom[k] = v
		}
	}
	p.Custom = custom
	if texts {
		p.Note = strings.Join(slices.DeleteFunc(strings.Split(p.Note, "\n"), func(line string) bool { return names(line, known) }), "\n")
	}
}

// texted are the short fields in which a person may stand beside the contact's own.
var texted = []func(*Prospect) *string{
	func(p *Prospect) *string { return &p.ExternalID }, func(p *Prospect) *string { return &p.Kana },
	func(p *Prospect) *string { return &p.Address }, func(p *Prospect) *string { return &p.URL },
}

// anonymous is the name of a company without one.
func anonymous(id int64) string { return "#" + itoa(id) }

// Anonymise forgets companies and their people but for what is counted: where
// in the country they are, how large and of what industry, where they came
// from, their stages, deals and activities. It cannot be undone.
func (s *Service) Anonymise(ctx context.Context, ids []int64) (Erased, error) {
	people, err := s.store.Contacts(ctx, ids)
	if err != nil {
		return Erased{}, err
	}
	e := Erasure{Companies: ids, Whole: true}
	for _, c := range people {
		if c.Email != "" {
			e.Addresses = append(e.Addresses, c.Email)
		}
	}
	e.Clean = func(p *Prospect) {
		*p = Prospect{ID: p.ID, Name: anonymous(p.ID), Prefecture: p.Prefecture, Industry: p.Industry, Employees: p.Employees, Capital: p.Capital,
			Channel: p.Channel, Owner: p.Owner, ClosedDay: p.ClosedDay}
	}
	return s.erase(ctx, e)
}

func (s *Service) erase(ctx context.Context, e Erasure) (Erased, error) {
	done, err := s.store.Erase(ctx, e)
	if err == nil {
		s.tell(change.Op{Title: "person.erase"}, change.Prospect, change.Activity, change.Deal)
	}
	return done, err
}
