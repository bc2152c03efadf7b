package funnel

import (
	"context"
	"slices"
	"strings"
	"sync"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/prospect"
)

// historyMonths is how far back a step's reference rate and the value of a win look.
const historyMonths = 24

// Prospects is what funnels need of the list: the channel and owner a prospect
// has when it is moved, whom a filter finds, and the deals (of prospect 0: all).
type Prospects interface {
	Prospects(ctx context.Context, ids []int64) ([]prospect.Prospect, error)
	ProspectIDs(ctx context.Context, q prospect.Query) ([]int64, error)
	Deals(ctx context.Context, of int64) ([]prospect.Deal, error)
}

// Service is the funnel of one workspace. The log and the stages are read once
// and kept until news of entries or stages; where the news names the prospects,
// only their entries are read again.
type Service struct {
	store     Store
	measures  measure.Store
	prospects Prospects
	news      *change.Bus
	clock     data.Clock

	mu      sync.Mutex
	kept    *Log
	entered []int64 // prospects whose entries in kept are out of date
	stamp   int     // counts news, so that what was read before it isn't kept
}

// NewService makes the service and has it listen to news.
func NewService(store Store, measures measure.Store, prospects Prospects, news *change.Bus, clock data.Clock) *Service {
	s := &Service{store: store, measures: measures, prospects: prospects, news: news, clock: clock}
	news.Subscribe(s.hear)
	return s
}

// Stages gives the stages in order.
func (s *Service) Stages(ctx context.Context) ([]Stage, error) { return s.store.Stages(ctx) }

// Stage finds a stage by key or, failing that, by name (case and surrounding
// spaces don't matter); "unknown_stage" where there is none.
func (s *Service) Stage(ctx context.Context, text string) (Stage, error) {
	stages, err := s.store.Stages(ctx)
	if err != nil {
		return Stage{}, err
	}
	return FindStage(stages, text)
}

// FindStage is Service.Stage over stages at hand.
func FindStage(stages []Stage, text string) (Stage, error) {
	text = strings.TrimSpace(text)
	for _, field := range []func(Stage) string{
		func(s Stage) string { return s.Key },
		func(s Stage) string { return s.Name },
	} {
		for _, s := range stages {
			if strings.EqualFold(field(s), text) {
				return s, nil
			}
		}
	}
	return Stage{}, data.Errorf("unknown_stage", text, "", nil)
}

// SetStages replaces the stages. Errors: stage_count (2 to 12), stage_key (not
// a letter followed by letters, digits and _), stage_twice (two of the same
// key or name), stage_measure (an anonymous stage fed by a derived or invalid
// measure), stage_in_use (a stage with entries can't be dropped).
func (s *Service) SetStages(ctx context.Context, stages []Stage) error {
	if err := checkStages(stages); err != nil {
		return err
	}
	op := change.Op{Title: "stage.set"}
	if err := s.store.SetStages(ctx, op, stages); err != nil {
		return err
	}
	s.news.Publish(change.News{Nouns: []change.Noun{change.Stage, change.Prospect, change.Measure}, Op: op})
	return nil
}

func checkStages(stages []Stage) error {
	if len(stages) < FewestStages || len(stages) > MostStages {
		return data.Errorf("stage_count", "", "", nil)
	}
	for i, st := range stages {
		switch {
		case !measure.ValidKey(st.Key):
			return data.Errorf("stage_key", st.Key, "", nil)
		case st.Measure != "" && !measure.ValidKey(st.Measure):
			return data.Errorf("stage_measure", st.Key, st.Measure, nil)
		case slices.ContainsFunc(stages[:i], func(o Stage) bool {
			return o.Key == st.Key || st.Name != "" && o.Name == st.Name
		}):
			return data.Errorf("stage_twice", st.Key, st.Name, nil)
		}
	}
	return nil
}

// Move enters prospects into a stage on a day, with the channel and owner they
// have. Errors: unknown_stage, stage_anonymous (a measure feeds it),
// unknown_prospect, move_day (none, or later than today).
func (s *Service) Move(ctx context.Context, ids []int64, stage string, day period.Day) error {
	to, err := s.Stage(ctx, stage)
	if err != nil {
		return err
	}
	if to.Measure != "" {
		return data.Errorf("stage_anonymous", to.Key, "", nil)
	}
	if !day.Known() || day > s.Today() {
		return data.Errorf("move_day", day.String(), "", nil)
	}
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	found, err := s.prospects.Prospects(ctx, ids)
	if err != nil {
		return err
	}
	if len(found) < len(ids) {
		return data.Errorf("unknown_prospect", "", "", nil)
	}
	entries := make([]Entry, len(found))
	for i, p := range found {
		entries[i] = Entry{Prospect: p.ID, Stage: to.Key, Day: day, Channel: p.Channel, Owner: p.Owner}
	}
	op := change.Op{Title: "prospect.move", Args: map[string]string{"stage": to.Key}}
	if _, err := s.store.SaveEntries(ctx, op, entries); err != nil {
		return err
	}
	s.news.Publish(change.News{Nouns: []change.Noun{change.Entry, change.Prospect, change.Measure}, Op: op, Entered: ids})
	return nil
}

// EntriesOf gives a prospect's entries, oldest first.
func (s *Service) EntriesOf(ctx context.Context, id int64) ([]Entry, error) {
	return s.store.EntriesOf(ctx, id)
}

// Today is the day the clock stands at.
func (s *Service) Today() period.Day { return period.On(s.clock()) }

// Breakdowns are what a funnel can be split by.
var Breakdowns = []string{"channel", "campaign", "owner", "prefecture", "industry", "list"}

// Touched tells whether a breakdown goes by entries, so that there is a first
// and a last touch of it.
func Touched(by string) bool { return by == "channel" || by == "campaign" || by == "owner" }

// Funnel answers a question; Today 0 is the clock's. The bottleneck is the
// first of Ranking, in a cohort with a window only.
// Errors: unknown_view, unknown_breakdown, unknown_touch, bad_window, those of a filter.
func (s *Service) Funnel(ctx context.Context, q Question) (Result, error) {
	q, in, err := s.ask(ctx, q)
	if err != nil {
		return Result{}, err
	}
	result := in.evaluate(q)
	ranking, err := s.rank(ctx, in, q, result.Groups)
	if len(ranking) > 0 {
		result.Bottleneck = &ranking[0]
	}
	return result, err
}

// Ranking names the steps of each group whose mending would bring most, as Rank
// orders them, with the money of a win: the mean of the deals won in the last 24
// months that have an amount.
func (s *Service) Ranking(ctx context.Context, q Question) ([]Bottleneck, error) {
	q, in, err := s.ask(ctx, q)
	if err != nil {
		return nil, err
	}
	return s.rank(ctx, in, q, in.evaluate(q).Groups)
}

// Grid follows the months of entry in a question's range to a stage, by days since entry.
func (s *Service) Grid(ctx context.Context, q Question, stage string, steps []int) ([]GridRow, error) {
	to, err := s.Stage(ctx, stage)
	if err != nil {
		return nil, err
	}
	q, in, err := s.ask(ctx, Question{Range: q.Range, Way: q.Way, Where: q.Where, Today: q.Today})
	if err != nil {
		return nil, err
	}
	months := period.Calendar{}.Periods(period.Month, q.Range)
	return Grid(in.stages, in.log, q.Way, months, to.Key, steps, q.Today), nil
}

// inputs are what a question is answered from.
type inputs struct {
	stages    []Stage
	log       Log
	traits    Traits
	lists     []List
	anonymous Counts
}

func (in inputs) evaluate(q Question) Result {
	return evaluate(in.stages, in.log, newGrouping(in.stages, in.log, in.traits, in.lists, q), in.anonymous, q)
}

func (s *Service) ask(ctx context.Context, q Question) (_ Question, in inputs, err error) {
	if q.View == "" {
		q.View = Cohort
	}
	if q.Today == 0 {
		q.Today = s.Today()
	}
	switch {
	case q.View != Cohort && q.View != Flow && q.View != Stock:
		return q, in, data.Errorf("unknown_view", string(q.View), "", nil)
	case q.By != "" && !slices.Contains(Breakdowns, q.By):
		return q, in, data.Errorf("unknown_breakdown", q.By, "", nil)
	case q.Touch != "" && q.Touch != FirstTouch && q.Touch != LastTouch:
		return q, in, data.Errorf("unknown_touch", string(q.Touch), "", nil)
	case q.Window != nil && *q.Window < 0 || q.Step != nil && *q.Step < 0:
		return q, in, data.Errorf("bad_window", "", "", nil)
	}
	log, err := s.Log(ctx)
	if err != nil {
		return q, in, err
	}
	in.stages, in.log = log.Stages, log
	switch q.By {
	case "prefecture", "industry":
		in.traits, err = s.store.Traits(ctx, q.By)
	case "list":
		in.lists, err = s.store.Members(ctx)
	}
	if err != nil {
		return q, in, err
	}
	if len(q.Where) > 0 { // nobody knows which visits were theirs
		in.log, err = s.only(ctx, log, q)
		return q, in, err
	}
	in.anonymous, err = s.anonymous(ctx, in.stages, q)
	return q, in, err
}

// only gives the entries of those whom the question asks about.
func (s *Service) only(ctx context.Context, log Log, q Question) (Log, error) {
	ids, err := s.prospects.ProspectIDs(ctx, prospect.Query{Filter: q.Where.On(q.Today), Today: q.Today})
	if err != nil {
		return Log{}, err
	}
	slices.Sort(ids)
	asked := make([][]Record, 0, len(log.Blocks))
	for _, all := range log.Blocks {
		var block []Record
		for _, r := range all {
			for len(ids) > 0 && ids[0] < int64(r.Prospect) {
				ids = ids[1:]
			}
			if len(ids) > 0 && ids[0] == int64(r.Prospect) {
				block = append(block, r)
			}
		}
		if len(block) > 0 {
			asked = append(asked, block)
		}
	}
	log.Blocks = asked
	return log, nil
}

// anonymous sums the measures that feed stages over the range, up to today.
func (s *Service) anonymous(ctx context.Context, stages []Stage, q Question) (Counts, error) {
	counts := Counts{}
	r, begun := q.Range.Clip(period.Range{To: q.Today})
	all, err := s.measures.Measures(ctx)
	if err != nil || !begun {
		return counts, err
	}
	for _, st := range stages {
		known := func(m measure.Measure) bool { return m.Key == st.Measure }
		if st.Measure == "" || !slices.ContainsFunc(all, known) {
			continue
		}
		sums, err := measure.LoadSums(ctx, s.measures, []string{st.Measure}, r)
		if err != nil {
			return nil, err
		}
		byChannel, err := sums.ByChannel(ctx, st.Measure, r)
		if err != nil {
			return nil, err
		}
		if len(byChannel) > 0 {
			counts[st.Key] = byChannel
		}
	}
	return counts, nil
}

func (s *Service) rank(ctx context.Context, in inputs, q Question, groups []Group) ([]Bottleneck, error) {
	if q.View != Cohort || q.Window == nil {
		return nil, nil
	}
	past := lately(q.Today)
	perWin, err := s.perWin(ctx, past)
	if err != nil {
		return nil, err
	}
	return in.rank(q, groups, past, perWin), nil
}

// rank ranks the steps of each group that a question was answered with against the months before the question's
// range, so that the present isn't measured by itself; where those are too few,
// against the past months at hand. The funnel as a whole is the sum of its
// channels, each against its own past: more leads from a channel that always
// converts less are no step to mend.
func (in inputs) rank(q Question, groups []Group, past period.Range, perWin *float64) []Bottleneck {
	whole, split := q.By == "", groups
	if whole {
		q.By = "channel"
	}
	g := newGrouping(in.stages, in.log, in.traits, in.lists, q)
	if whole {
		split = evaluate(in.stages, in.log, g, in.anonymous, q).Groups
	}
	history := func(r period.Range) [][][]int {
		return reached(in.stages, in.log, g, period.Calendar{}.Periods(period.Month, r), q)
	}
	before := history(period.Range{From: q.Range.From.StartOfMonth().AddMonths(-historyMonths), To: q.Range.From.StartOfMonth() - 1})
	if q.Range.From == 0 || !slices.ContainsFunc(before, enough) {
		before = history(past)
	}
	var ranking []Bottleneck
	var all [][]part
	for _, now := range split {
		var months [][]int
		if n := slices.Index(g.names, now.name()); n >= 0 && n < len(before) {
			months = before[n]
		}
		all = append(all, parts(now, shown(in.stages, months)))
		ranking = append(ranking, Rank(in.stages, now, months, perWin)...)
	}
	if whole {
		for _, now := range groups {
			return rankParts(in.stages, now, all, perWin)
		}
	}
	sortRanking(ranking)
	return ranking
}

// enough tells whether a history has as many periods as a reference needs.
func enough(history [][]int) bool {
	n := 0
	for _, row := range history {
		if slices.Max(row) > 0 {
			n++
		}
	}
	return n >= leastHistory
}

// perWin is the mean amount of the deals won in a range that have one, nil where none was.
func (s *Service) perWin(ctx context.Context, r period.Range) (*float64, error) {
	sums, err := measure.LoadSums(ctx, s.measures, []string{measure.DealWonPriced, measure.DealWonAmount}, r)
	if data.CodeOf(err) == "unknown_name" {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	won, err := sums.Over(ctx, measure.DealWonPriced, r, nil)
	if err != nil || won == nil || *won == 0 {
		return nil, err
	}
	amount, err := sums.Over(ctx, measure.DealWonAmount, r, nil)
	if err != nil || amount == nil || *amount == 0 {
		return nil, err
	}
	mean := *amount / *won
	return &mean, nil
}
