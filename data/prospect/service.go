package prospect

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/intake"
	"shirube/data/period"
)

func itoa[N int | int64](n N) string { return strconv.FormatInt(int64(n), 10) }

// Service is the list of one workspace with its rules.
type Service struct {
	store Store
	news  *change.Bus
	clock data.Clock
}

// NewService makes the service; every part is needed.
func NewService(store Store, news *change.Bus, clock data.Clock) *Service {
	if store == nil || news == nil || clock == nil {
		panic("prospect: a service needs a store, news and a clock")
	}
	return &Service{store, news, clock}
}

// List gives the ids of the prospects that q finds, in its order; their number
// is the count shown with them.
func (s *Service) List(ctx context.Context, q Query) ([]int64, error) {
	if q.Sort != "" && !known(q.Sort) && q.Sort != "updated" && q.Sort != "id" {
		return nil, &data.Error{Code: intake.UnknownField, What: q.Sort}
	}
	q.Today = period.On(s.clock())
	q.Filter = q.Filter.On(q.Today)
	return s.store.ProspectIDs(ctx, q)
}

// Page gives the prospects around what is visible, in the order of ids.
func (s *Service) Page(ctx context.Context, ids []int64) ([]Prospect, error) {
	return s.store.Prospects(ctx, ids)
}

// Get gives one prospect; unknown_prospect where there is none.
func (s *Service) Get(ctx context.Context, id int64) (Prospect, error) {
	ps, err := s.store.Prospects(ctx, []int64{id})
	if err == nil && len(ps) == 0 {
		err = data.Errorf(UnknownProspect, itoa(id), "", nil)
	}
	if err != nil {
		return Prospect{}, err
	}
	return ps[0], nil
}

// Facets counts the values of a field, the most frequent first.
func (s *Service) Facets(ctx context.Context, field string) ([]Facet, error) {
	return s.store.ProspectFacets(ctx, field)
}

// CustomFields lists the fields of the user's own that some prospect has.
func (s *Service) CustomFields(ctx context.Context) ([]string, error) {
	return s.store.CustomFields(ctx)
}

// Save checks, tidies and stores a prospect, new where its ID is 0, and gives
// its id. Errors: name_missing; bad_corporate_number, check_digit, bad_email,
// bad_phone, bad_postal, negative with the field in Where; number_taken.
func (s *Service) Save(ctx context.Context, p Prospect) (int64, error) {
	p, err := tidy(p)
	if err != nil {
		return 0, err
	}
	if p.CorporateNumber != "" {
		ids, err := s.store.ProspectIDs(ctx, Query{Filter: Filter{{"corporate_number", Is, p.CorporateNumber}}})
		if err != nil {
			return 0, err
		}
		if slices.ContainsFunc(ids, func(id int64) bool { return id != p.ID }) {
			return 0, data.Errorf(NumberTaken, p.CorporateNumber, "corporate_number", nil)
		}
	}
	title := "prospect.edit"
	if p.ID == 0 {
		title = "prospect.create"
	}
	op := change.Op{Title: title, Args: map[string]string{"name": p.Name}}
	ids, err := s.store.SaveProspects(ctx, op, []Prospect{p})
	if err != nil {
		return 0, err
	}
	s.tell(op, change.Prospect)
	return ids[0], nil
}

// tidy brings a prospect as typed into the form in which it is kept.
func tidy(p Prospect) (Prospect, error) {
	for _, at := range texts {
		*at(&p) = intake.Clean(*at(&p))
	}
	if p.Name == "" {
		return p, data.Errorf("name_missing", "", "name", nil)
	}
	for field, at := range map[string]*string{"corporate_number": &p.CorporateNumber, "postal_code": &p.PostalCode, "phone": &p.Phone,
		"email": &p.Email, "contact_email": &p.ContactEmail, "prefecture": &p.Prefecture} {
		if *at = intake.Clean(*at); *at == "" {
			continue
		}
		if code := checked[field](&p, *at); code != "" {
			return p, data.Errorf(data.Code(code), *at, field, nil)
		}
	}
	for field, n := range map[string]*int64{"employees": p.Employees, "capital": p.Capital} {
		if n != nil && *n < 0 {
			return p, data.Errorf(intake.NotPositive, itoa(*n), field, nil)
		}
	}
	p.Tags = intake.ReadTags(strings.Join(p.Tags, "\n"))
	return p, nil
}

// Edit changes many prospects at once: f changes each, every one is checked,
// and all are stored in one step that can be undone.
func (s *Service) Edit(ctx context.Context, ids []int64, f func(*Prospect)) error {
	ps, err := s.store.Prospects(ctx, ids)
	if err != nil {
		return err
	}
	for i := range ps {
		f(&ps[i])
		if ps[i], err = tidy(ps[i]); err != nil {
			return err
		}
	}
	op := change.Op{Title: "prospect.edit", Args: map[string]string{"n": itoa(len(ps))}}
	if _, err := s.store.SaveProspects(ctx, op, ps); err != nil {
		return err
	}
	s.tell(op, change.Prospect)
	return nil
}

// Delete removes prospects with all that hangs on them; it can be undone.
func (s *Service) Delete(ctx context.Context, ids []int64) error {
	op := change.Op{Title: "prospect.delete", Args: map[string]string{"n": itoa(len(ids))}}
	if err := s.store.DeleteProspects(ctx, op, ids); err != nil {
		return err
	}
	s.tell(op, change.Prospect, change.Entry, change.Deal, change.Activity, change.Measure)
	return nil
}

// Activities of a prospect, newest first.
func (s *Service) Activities(ctx context.Context, prospect int64) ([]Activity, error) {
	return s.store.Activities(ctx, prospect)
}

// Touches gives the last and the next activity of prospects as seen today.
func (s *Service) Touches(ctx context.Context, ids []int64) (map[int64]Touch, error) {
	return s.store.Touches(ctx, ids, period.On(s.clock()))
}

// kinds of activity.
var kinds = []ActivityKind{Call, Mail, Appointment, Meeting, Form, Card, Note}

// SaveActivity adds (ID 0) or changes a line of the timeline; a day that is not
// known is today. Errors: activity_kind, activity_empty (a note without text).
func (s *Service) SaveActivity(ctx context.Context, a Activity) (int64, error) {
	if a.Day == 0 {
		a.Day = period.On(s.clock())
	}
	a.Text = strings.TrimSpace(a.Text)
	switch {
	case !slices.Contains(kinds, a.Kind):
		return 0, data.Errorf("activity_kind", string(a.Kind), "", nil)
	case a.Kind == Note && a.Text == "":
		return 0, data.Errorf("activity_empty", "", "text", nil)
	}
	op := change.Op{Title: "activity.save", Args: map[string]string{"kind": string(a.Kind)}}
	ids, err := s.store.SaveActivities(ctx, op, []Activity{a})
	if err != nil {
		return 0, err
	}
	s.tell(op, change.Activity, change.Prospect, change.Measure)
	return ids[0], nil
}

// DeleteActivity takes a line of the timeline away.
func (s *Service) DeleteActivity(ctx context.Context, id int64) error {
	op := change.Op{Title: "activity.delete"}
	if err := s.store.DeleteActivity(ctx, op, id); err != nil {
		return err
	}
	s.tell(op, change.Activity, change.Prospect, change.Measure)
	return nil
}

// Deals of a prospect, newest first; 0 = all.
func (s *Service) Deals(ctx context.Context, prospect int64) ([]Deal, error) {
	return s.store.Deals(ctx, prospect)
}

// SaveDeal adds (ID 0) or changes a deal. A deal that is won or lost without a
// day closed today; an open one has no closing day. Errors: bad_outcome,
// closed_before_opened, negative, with the field in Where.
func (s *Service) SaveDeal(ctx context.Context, d Deal) (int64, error) {
	today := period.On(s.clock())
	if d.Outcome == "" {
		d.Outcome = Open
	}
	switch {
	case d.Outcome == Open:
		d.Closed = 0
	case d.Closed == 0:
		d.Closed = today
	}
	if d.ID == 0 && d.Opened == 0 {
		if d.Opened = today; d.Closed != 0 {
			d.Opened = min(today, d.Closed)
		}
	}
	if code, field := checkDeal(d); code != "" {
		return 0, data.Errorf(data.Code(code), d.Name, field, nil)
	}
	op := change.Op{Title: "deal.save", Args: map[string]string{"name": d.Name}}
	ids, err := s.store.SaveDeals(ctx, op, []Deal{d})
	if err != nil {
		return 0, err
	}
	s.tell(op, change.Deal, change.Prospect, change.Measure)
	return ids[0], nil
}

// Close ends a deal on a day, won or lost.
func (s *Service) Close(ctx context.Context, d Deal, outcome Outcome, day period.Day) error {
	d.Outcome, d.Closed = outcome, day
	_, err := s.SaveDeal(ctx, d)
	return err
}

// DeleteDeal takes a deal away.
func (s *Service) DeleteDeal(ctx context.Context, id int64) error {
	op := change.Op{Title: "deal.delete"}
	if err := s.store.DeleteDeal(ctx, op, id); err != nil {
		return err
	}
	s.tell(op, change.Deal, change.Prospect, change.Measure)
	return nil
}

func (s *Service) tell(op change.Op, nouns ...change.Noun) {
	s.news.Publish(change.News{Nouns: nouns, Op: op})
}
