package review

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/period"
)

// ActionState is how far an action is.
type ActionState string

// The states.
const (
	ActionOpen    ActionState = "open"
	ActionDone    ActionState = "done"
	ActionDropped ActionState = "dropped"
)

// Action is something decided on in a review: who does what until when, and
// what it should move. (The journal's actions are change.Action.)
type Action struct {
	ID     int64       `json:"id"`
	Period string      `json:"period"` // of the review it was decided in
	Text   string      `json:"text"`
	Owner  string      `json:"owner"`
	Due    period.Day  `json:"due"`
	KPI    string      `json:"kpi"`      // that it should move
	Gain   *float64    `json:"expected"` // by how much, in the KPI's unit (rates as fractions); nil = not said
	State  ActionState `json:"state"`
	Done   period.Day  `json:"done"` // the day it was done; 0 unless done
	Added  period.Day  `json:"added"`
}

// dueSoon is how many days ahead an action is called for.
const dueSoon = 7

// Actions gives all of them: the open ones by their due day, then the others,
// the latest done first.
func (s *Service) Actions(ctx context.Context) ([]Action, error) {
	all, err := s.store.ReviewActions(ctx)
	slices.SortStableFunc(all, func(a, b Action) int {
		switch ao, bo := a.State == ActionOpen, b.State == ActionOpen; {
		case ao != bo && ao:
			return -1
		case ao != bo:
			return 1
		case ao:
			return cmp.Compare(a.Due, b.Due)
		}
		return cmp.Compare(b.Done, a.Done)
	})
	return all, err
}

// SaveAction makes or changes an action and gives its id. Errors: action_text,
// action_owner, action_due (each must be given), action_gain (not a finite
// number), bad_period, unknown_kpi, unknown_review_action.
func (s *Service) SaveAction(ctx context.Context, a Action) (int64, error) {
	a.Text, a.Owner = strings.TrimSpace(a.Text), strings.TrimSpace(a.Owner)
	switch {
	case a.Text == "":
		return 0, data.Errorf("action_text", "", "", nil)
	case a.Owner == "":
		return 0, data.Errorf("action_owner", a.Text, "", nil)
	case !a.Due.Known():
		return 0, data.Errorf("action_due", a.Text, "", nil)
	case a.Gain != nil && (math.IsNaN(*a.Gain) || math.IsInf(*a.Gain, 0)):
		return 0, data.Errorf("action_gain", a.Text, "", nil)
	}
	p, err := s.Calendar().Parse(a.Period)
	if err != nil {
		return 0, err
	}
	book, err := s.KPIs.Book(ctx)
	if err != nil {
		return 0, err
	}
	if _, err := book.KPI(a.KPI); err != nil {
		return 0, err
	}
	a.Period = p.String()
	op := change.Op{Title: "review.action", Args: map[string]string{"what": a.Text}}
	if a.ID == 0 {
		a.State, a.Done, a.Added = ActionOpen, 0, s.today()
	}
	id, err := s.store.SaveReviewAction(ctx, op, a)
	return id, s.tell(op, err)
}

// SetActionState marks an action as done on a day (today unless given), as
// dropped, or as open again.
func (s *Service) SetActionState(ctx context.Context, id int64, state ActionState, on period.Day) error {
	all, err := s.store.ReviewActions(ctx)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(all, func(a Action) bool { return a.ID == id })
	if at < 0 {
		return data.Errorf("unknown_review_action", "", "", nil)
	}
	a := all[at]
	a.State, a.Done = state, 0
	if state == ActionDone {
		if a.Done = on; !on.Known() {
			a.Done = s.today()
		}
	}
	op := change.Op{Title: "review." + string(state), Args: map[string]string{"what": a.Text}}
	_, err = s.store.SaveReviewAction(ctx, op, a)
	return s.tell(op, err)
}

// Open gives the open actions, the first due first: those that are late or due
// within a week, and those due later.
func Open(actions []Action, today period.Day) (due, ahead []Action) {
	for _, a := range actions {
		switch {
		case a.State != ActionOpen:
		case a.Due-today <= dueSoon:
			due = append(due, a)
		default:
			ahead = append(ahead, a)
		}
	}
	for _, as := range [][]Action{due, ahead} {
		slices.SortStableFunc(as, func(a, b Action) int { return cmp.Compare(a.Due, b.Due) })
	}
	return due, ahead
}
