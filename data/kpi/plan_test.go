package kpi

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"reflect"
	"strconv"
	"testing"
)

// shop is a simulated sales office: contacts become meetings and meetings
// orders by chance alone, orders have amounts that differ.
type shop struct{ meeting, win, amount, spread float64 }

func count(r *rand.Rand, n int, p float64) (hits int) {
	for range n {
		if r.Float64() < p {
			hits++
		}
	}
	return hits
}

// month gives what a number of contacts brings.
func (s shop) month(r *rand.Rand, contacts int) (met, won int, sales float64) {
	met = count(r, contacts, s.meeting)
	won = count(r, met, s.win)
	for range won {
		sales += max(0, s.amount+s.spread*r.NormFloat64())
	}
	return met, won, sales
}

// question asks after so many months of history, for weeks ahead.
func (s shop) question(r *rand.Rand, months int, missing, weeks float64) PlanQuestion {
	past := map[string]Past{"contacts": {Grows: true}, "meeting_rate": {Share: true}, "win_rate": {Share: true}, "average": {}}
	add := func(key string, value, weight float64) {
		p := past[key]
		p.Values, p.Months = append(p.Values, value), append(p.Months, 1)
		if key != "contacts" {
			p.Weights = append(p.Weights, weight)
		}
		past[key] = p
	}
	for range months {
		contacts := 80 + r.IntN(21)
		met, won, sales := s.month(r, contacts)
		add("contacts", float64(contacts), 0)
		add("meeting_rate", float64(met)/float64(contacts), float64(contacts))
		if met > 0 {
			add("win_rate", float64(won)/float64(met), float64(met))
		}
		if won > 0 {
			add("average", sales/float64(won), float64(won))
		}
	}
	f, _ := ParseFormula("contacts × meeting_rate × win_rate × average")
	return PlanQuestion{Missing: missing, Weeks: weeks, Past: past, Efforts: []string{"contacts"},
		Named: []Effort{{KPI: "contacts", Measure: "contacts"}}, Value: f.Eval, Seed: 1}
}

var usual = shop{meeting: 0.55, win: 0.25, amount: 8e5, spread: 3e5}

// runs is how many offices are simulated; SHIRUBE_RUNS sets it.
func runs() int {
	if n, err := strconv.Atoi(os.Getenv("SHIRUBE_RUNS")); err == nil {
		return n
	}
	return 200
}

// slack is how far chance carries a share of n draws from its true value (three sigma).
func slack(share float64, n int) float64 { return 3 * math.Sqrt(share*(1-share)/float64(n)) }

// TestPlanKeepsItsPromise plans in simulated offices and lives through the
// weeks: once doing what the plan asks for, once going on as before. Beside it
// stands what one does in a spreadsheet: the amount missing ÷ what a contact
// has brought so far, which promises nothing.
func TestPlanKeepsItsPromise(t *testing.T) {
	n, r := runs(), rand.New(rand.NewPCG(31, 32))
	fmt.Printf("%-46s %10s %12s\n", fmt.Sprintf("%d offices planned backwards", n), "plan", "spreadsheet")
	for _, tc := range []struct {
		months int
		weeks  float64
	}{{24, 26}, {12, 13}, {8, 30}} {
		reached, other, within, came, asked := 0, 0, 0, 0, 0
		stated := 0.0
		for range n {
			goal := (0.8 + r.Float64()) * tc.weeks * 23 * usual.meeting * usual.win * usual.amount
			q := usual.question(r, tc.months, goal, tc.weeks)
			plan := Backwards(q)
			e := plan.Needed[0]
			if _, _, sales := usual.month(r, int(math.Ceil(*e.PerWeek*tc.weeks))); sales >= goal {
				reached++
			}
			if _, _, sales := usual.month(r, int(math.Ceil(q.straight()))); sales >= goal {
				other++
			}
			if need := goal / tc.weeks / usual.meeting / usual.win / usual.amount; *e.Low <= need && need <= *e.High {
				within++
			}
			// Going on as now is asked of a goal nearer by.
			q.Missing *= 0.7
			if chance := q.Chance(); chance > 0.1 && chance < 0.9 {
				asked++
				stated += chance
				if _, _, sales := usual.month(r, int(math.Round(e.Now*tc.weeks))); sales >= q.Missing {
					came++
				}
			}
		}
		share := func(hits, of int) float64 { return float64(hits) / float64(of) }
		title := fmt.Sprintf("%d months of history, %.0f weeks ahead", tc.months, tc.weeks)
		fmt.Printf("%-46s %9.1f%% %11.1f%%\n", title+": reached", share(reached, n)*100, share(other, n)*100)
		fmt.Printf("%-46s %9.1f%%\n", "  the mean need lies in the band", share(within, n)*100)
		fmt.Printf("%-46s %9.1f%%\n", fmt.Sprintf("  going on: %.1f %% stated, came", stated/float64(asked)*100), share(came, asked)*100)
		if wide := max(0.05, slack(0.8, n)); math.Abs(share(reached, n)-planChance) > wide {
			t.Errorf("%s: 80 %% promised, %.1f %% reached", title, share(reached, n)*100)
		}
		if told := stated / float64(asked); math.Abs(share(came, asked)-told) > 0.05+slack(told, asked) {
			t.Errorf("%s: going on, %.1f %% stated and %.1f %% came", title, told*100, share(came, asked)*100)
		}
	}
}

// straight is the number of contacts a spreadsheet asks for.
func (q PlanQuestion) straight() float64 {
	var contacts, sales float64
	for _, n := range q.Past["contacts"].Values {
		contacts += n
	}
	for i, amount := range q.Past["average"].Values {
		sales += amount * q.Past["average"].Weights[i]
	}
	return q.Missing / (sales / contacts)
}

func TestPlanRules(t *testing.T) {
	ask := func(missing, weeks float64) PlanQuestion {
		return usual.question(rand.New(rand.NewPCG(33, 34)), 24, missing, weeks)
	}
	plan := Backwards(ask(5e7, 20))
	if again := Backwards(ask(5e7, 20)); !reflect.DeepEqual(plan, again) {
		t.Errorf("asked twice: %+v, then %+v", plan, again)
	}
	e := plan.Needed[0]
	if *e.Low > *e.PerWeek || *e.PerWeek > *e.High || math.Abs(plan.Probability-planChance) > 0.001 {
		t.Errorf("%v ≤ %v ≤ %v with %v", *e.Low, *e.PerWeek, *e.High, plan.Probability)
	}
	if more := Backwards(ask(1e8, 20)); *more.Needed[0].PerWeek <= *e.PerWeek*1.8 || more.Now > plan.Now {
		t.Errorf("twice the goal takes about twice the effort: %v after %v", *more.Needed[0].PerWeek, *e.PerWeek)
	}
	if longer := Backwards(ask(5e7, 40)); *longer.Needed[0].PerWeek >= *e.PerWeek {
		t.Error("more weeks take less a week")
	}
	if done := Backwards(ask(-1, 20)); *done.Needed[0].PerWeek != 0 || done.Probability != 1 {
		t.Errorf("the goal is reached: %+v", done)
	}
	q := ask(5e7, 20)
	q.Value = func(Values) *float64 { v := 1.0; return &v }
	if never := Backwards(q); never.Needed[0].PerWeek != nil || never.Probability != 0 {
		t.Errorf("no effort is enough: %+v", never)
	}
}

func TestDrawsHaveTheirMoments(t *testing.T) {
	r := rand.New(rand.NewPCG(35, 36))
	for _, tc := range []struct {
		name           string
		draw           func() float64
		mean, variance float64
	}{
		{"gamma", func() float64 { return gammaOf(r, 20, 9) }, 20, 9},
		{"flat gamma", func() float64 { return gammaOf(r, 2, 8) }, 2, 8},
		{"below zero", func() float64 { return gammaOf(r, -2, 4) }, -2, 4},
		{"beta", func() float64 { return betaOf(r, 0.3, 0.01) }, 0.3, 0.01},
	} {
		const n = 200000
		var sum, squares float64
		for range n {
			v := tc.draw()
			sum, squares = sum+v, squares+v*v
		}
		mean := sum / n
		if variance := squares/n - mean*mean; math.Abs(mean-tc.mean) > 0.02*math.Abs(tc.mean)+0.001 || math.Abs(variance-tc.variance) > 0.04*tc.variance {
			t.Errorf("%s: mean %v, variance %v", tc.name, mean, variance)
		}
	}
}
