package review

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"shirube/data/change"
	"shirube/data/period"
)

// Checklist asks of a review what makes numbers die: were they shared, was it
// asked why, and do they speak of results or of mere activity?
type Checklist struct {
	Period   string    `json:"period"`
	Shared   bool      `json:"shared"`   // the team has seen it
	Analysed bool      `json:"analysed"` // causes were looked for, not only numbers read out
	Result   bool      `json:"result"`   // it was about results, not about how busy everyone was
	Note     string    `json:"note"`
	Checked  time.Time `json:"checked"`
	Found    []Finding `json:"-"` // as it stood when it was first checked
}

// Check keeps the checklist of a period's review. With it the findings are kept
// as they stand: what is changed later (targets, KPIs, the past) doesn't change
// them. Errors: bad_period.
func (s *Service) Check(ctx context.Context, c Checklist, against period.Period) error {
	p, err := s.Calendar().Parse(c.Period)
	if err != nil {
		return err
	}
	r, err := s.Review(ctx, p, against)
	if err != nil {
		return err
	}
	c.Period, c.Note, c.Checked, c.Found = p.String(), strings.TrimSpace(c.Note), s.clock(), r.Findings
	op := change.Op{Title: "review.check", Args: map[string]string{"period": c.Period}}
	return s.tell(op, s.store.AddChecklist(ctx, op, c))
}

// Summary is a review as a list shows it.
type Summary struct {
	Period    string     `json:"period"`
	Causes    int        `json:"causes"`
	Actions   int        `json:"actions"`
	Open      int        `json:"open"` // actions not done or dropped
	Checklist *Checklist `json:"checklist"`

	period period.Period
}

// List gives the periods that have a cause, an action or a checklist, the latest first.
func (s *Service) List(ctx context.Context) ([]Summary, error) {
	causes, err := s.Causes(ctx)
	if err != nil {
		return nil, err
	}
	actions, err := s.Actions(ctx)
	if err != nil {
		return nil, err
	}
	checked, err := s.store.Checklists(ctx)
	if err != nil {
		return nil, err
	}
	out := []Summary{}
	of := func(name string) *Summary {
		for i := range out {
			if out[i].Period == name {
				return &out[i]
			}
		}
		p, err := s.Calendar().Parse(name)
		if err != nil {
			return &Summary{}
		}
		out = append(out, Summary{Period: name, period: p})
		return &out[len(out)-1]
	}
	for _, c := range causes {
		of(c.Period).Causes++
	}
	for _, a := range actions {
		r := of(a.Period)
		if r.Actions++; a.State == ActionOpen {
			r.Open++
		}
	}
	for _, c := range checked {
		of(c.Period).Checklist = &c
	}
	slices.SortStableFunc(out, func(a, b Summary) int { return cmp.Compare(b.period.To, a.period.To) })
	return out, nil
}

// checklist gives the one that holds of a period, nil for none.
func (s *Service) checklist(ctx context.Context, p period.Period) (*Checklist, error) {
	all, err := s.store.Checklists(ctx)
	for _, c := range slices.Backward(all) {
		if c.Period == p.String() {
			return &c, err
		}
	}
	return nil, err
}
