package review

import (
	"context"
	"slices"
	"strings"
	"time"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/kpi"
	"shirube/data/period"
)

// Category is what kind of cause it was; the words are under "review.category.".
type Category string

// Categories are all of them, in the order in which one is asked.
var Categories = []Category{"campaign", "audience", "process", "people", "market", "measuring", "other"}

// Evidence is a number that speaks for a cause: what it counts, its value, and
// its parts where it is a rate (展示会 5/38).
type Evidence struct {
	Label       string   `json:"label"`
	Value       *float64 `json:"value"`
	Numerator   *float64 `json:"numerator,omitempty"`
	Denominator *float64 `json:"denominator,omitempty"`
}

// Cause is why a KPI moved in a period, as a person wrote it. Found is the
// finding as it was then: what is changed later (targets, the past, the KPI
// itself) doesn't change it.
type Cause struct {
	KPI      string     `json:"kpi"`
	Period   string     `json:"period"`
	Category Category   `json:"category"`
	Text     string     `json:"text"`
	Evidence []Evidence `json:"evidence"`
	Written  time.Time  `json:"written"`
	Shift    bool       `json:"shift"` // the process has changed from this period on: its limits begin anew
	Found    Finding    `json:"-"`
	Name     string     `json:"-"` // of the KPI then, "" for the words of its key
	Unit     string     `json:"-"`
}

// Store keeps reviews: what is written stays in the history.
type Store interface {
	// Causes gives every cause ever written, oldest first; the last of a KPI
	// and period holds.
	Causes(ctx context.Context) ([]Cause, error)
	// Shifts gives, of the causes that hold, KPI and Period of those that say the process changed.
	Shifts(ctx context.Context) ([]Cause, error)
	AddCause(ctx context.Context, op change.Op, c Cause) error
	// Checklists gives every checklist ever kept, oldest first; the last of a period holds.
	Checklists(ctx context.Context) ([]Checklist, error)
	AddChecklist(ctx context.Context, op change.Op, c Checklist) error
	ReviewActions(ctx context.Context) ([]Action, error) // oldest first
	// SaveReviewAction creates (ID 0) or changes an action: "unknown_review_action".
	SaveReviewAction(ctx context.Context, op change.Op, a Action) (int64, error)
}

// Service is the review of one workspace: findings, causes, actions, effects.
type Service struct {
	Reviewer
	// News hears of what is written; nil for nobody.
	News  *change.Bus
	store Store
	clock data.Clock
}

// NewService makes the service.
func NewService(r Reviewer, store Store, clock data.Clock) *Service {
	s := &Service{Reviewer: r, store: store, clock: clock}
	s.Shifts = s.shifts
	return s
}

// tell publishes what was written, unless it failed.
func (s *Service) tell(op change.Op, err error) error {
	if err == nil && s.News != nil {
		s.News.Publish(change.News{Nouns: []change.Noun{change.Review}, Op: op})
	}
	return err
}

// shifts gives the days from which processes are known to have changed.
func (s *Service) shifts(ctx context.Context) (map[string][]period.Day, error) {
	causes, err := s.store.Shifts(ctx)
	days := map[string][]period.Day{}
	for _, c := range causes {
		if p, err := s.Calendar().Parse(c.Period); err == nil {
			days[c.KPI] = append(days[c.KPI], p.From)
		}
	}
	for _, d := range days {
		slices.Sort(d)
	}
	return days, err
}

func (s *Service) today() period.Day { return period.On(s.clock()) }

// Review is one period as it is known: what it found, why, and what was decided.
type Review struct {
	Period   string    `json:"period"`
	Findings []Finding `json:"findings"`
	Actions  []Action  `json:"actions"`
	// Checklist is nil until it is filled in.
	Checklist *Checklist `json:"checklist"`
}

// Review judges a period against another. A finding whose cause was written
// stands as it was then, and so do all once the checklist is filled in.
func (s *Service) Review(ctx context.Context, p, against period.Period) (Review, error) {
	out := Review{Period: p.String(), Actions: []Action{}}
	checked, err := s.checklist(ctx, p)
	if err != nil {
		return out, err
	}
	var findings []Finding
	if out.Checklist = checked; checked != nil {
		findings = checked.Found
	} else if findings, err = s.Findings(ctx, p, against); err != nil {
		return out, err
	}
	causes, err := s.Causes(ctx)
	if err != nil {
		return out, err
	}
	for _, c := range causes {
		if c.Period != p.String() {
			continue
		}
		kept := c.Found
		kept.Cause = &c
		at := slices.IndexFunc(findings, func(f Finding) bool { return f.KPI == c.KPI })
		if at < 0 {
			findings = append(findings, kept)
		} else {
			findings[at] = kept
		}
	}
	out.Findings = findings
	actions, err := s.Actions(ctx)
	for _, a := range actions {
		if a.Period == p.String() {
			out.Actions = append(out.Actions, a)
		}
	}
	return out, err
}

// Causes gives the cause that holds of each KPI and period, oldest first.
func (s *Service) Causes(ctx context.Context) ([]Cause, error) {
	all, err := s.store.Causes(ctx)
	var held []Cause
	for i, c := range all {
		later := slices.ContainsFunc(all[i+1:], func(d Cause) bool { return d.KPI == c.KPI && d.Period == c.Period })
		if !later {
			held = append(held, c)
		}
	}
	return held, err
}

// Explained tells whether what a KPI did in a period has a cause.
func Explained(causes []Cause, key, period string) bool {
	return slices.ContainsFunc(causes, func(c Cause) bool { return c.KPI == key && c.Period == period })
}

// Explain writes the cause of what a KPI did in a period, with the numbers as
// they are now, or as they were when it was first explained. Errors:
// unknown_kpi, cause_category, cause_text (a cause needs both).
func (s *Service) Explain(ctx context.Context, c Cause, against period.Period) error {
	c.Text = strings.TrimSpace(c.Text)
	switch {
	case !slices.Contains(Categories, c.Category):
		return data.Errorf("cause_category", c.KPI, string(c.Category), nil)
	case c.Text == "":
		return data.Errorf("cause_text", c.KPI, c.Period, nil)
	}
	p, err := s.Calendar().Parse(c.Period)
	if err != nil {
		return err
	}
	k, found, err := s.standing(ctx, c.KPI, p, against)
	if err != nil {
		return err
	}
	c.Period, c.Written, c.Found, c.Name, c.Unit = p.String(), s.clock(), found, k.Name, k.Unit
	op := change.Op{Title: "review.explain", Args: map[string]string{"kpi": c.KPI, "period": c.Period}}
	return s.tell(op, s.store.AddCause(ctx, op, c))
}

// standing gives the finding that a cause is about: the one it was first
// written for, or else today's.
func (s *Service) standing(ctx context.Context, key string, p, against period.Period) (kpi.KPI, Finding, error) {
	causes, err := s.Causes(ctx)
	if err != nil {
		return kpi.KPI{}, Finding{}, err
	}
	for _, c := range causes {
		if c.KPI == key && c.Period == p.String() {
			return kpi.KPI{Key: key, Name: c.Name, Unit: c.Unit}, c.Found, nil
		}
	}
	book, err := s.KPIs.Book(ctx)
	if err != nil {
		return kpi.KPI{}, Finding{}, err
	}
	k, err := book.KPI(key)
	if err != nil {
		return k, Finding{}, err
	}
	found, err := s.Finding(ctx, key, p, against)
	return k, found, err
}

// Unexplained counts the signals of a period that have no cause yet.
func (s *Service) Unexplained(ctx context.Context, p period.Period) (int, error) {
	r, err := s.Review(ctx, p, s.Calendar().Previous(p))
	n := 0
	for _, f := range r.Findings {
		if f.Signal && f.Cause == nil {
			n++
		}
	}
	return n, err
}
