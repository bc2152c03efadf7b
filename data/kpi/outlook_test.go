package kpi

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"shirube/data/period"
)

// even is a record of so much each working day, from a first day on.
func even(first period.Day, each func(period.Day) float64) Record {
	c := period.Calendar{}
	return Record{Calendar: c, Over: func(r period.Range) *float64 {
		if r.To < first {
			return nil
		}
		sum := 0.0
		for d := max(r.From, first); d <= r.To; d++ {
			if c.WorkingDay(d) {
				sum += each(d)
			}
		}
		return &sum
	}}
}

func TestMethodsSayWhatTheyStandFor(t *testing.T) {
	doubled := parse(t, "2026-11").From
	r := even(parse(t, "2024-04").From, func(d period.Day) float64 {
		if d >= doubled {
			return 20
		}
		return 10
	})
	month, today := parse(t, "2026-11"), parse(t, "2026-11-16").From // 10 of 19 working days
	days := func(name string) float64 { return float64(r.Calendar.WorkingDays(parse(t, name).Range)) }
	for m, want := range map[Method]float64{
		RunRate:  20 * 19,
		LastYear: 10 * 18 * 200 / (10.0 * 9), // 9 of 18 days of November 2025 make the same share
		Usual:    200 + 9*(10*days("2025-11-17..2026-10-31")+200)/(days("2025-11-17..2026-10-31")+10),
	} {
		if got := r.guess(m, month, today); got == nil || math.Abs(*got-want) > 1e-6 {
			t.Errorf("%s: %v, want %v", m, show(got), want)
		}
	}
}

// A method is chosen for having been clearly less wrong, not for coming first.
func TestTheLeastWrongMethodIsChosen(t *testing.T) {
	r := rand.New(rand.NewPCG(51, 52))
	noise := map[period.Day]float64{}
	record := even(parse(t, "2023-04").From, func(d period.Day) float64 {
		if noise[d] == 0 {
			noise[d] = 0.5 + r.Float64()
		}
		_, m, _ := d.Date()
		return noise[d] * (1 + 0.8*math.Sin(2*math.Pi*float64(m)/12))
	})
	out := record.Foresee(parse(t, "FY2026"), parse(t, "2026-11-22").From)
	if out.Method != LastYear || out.Lack != nil {
		t.Errorf("seasons are seen by last year: %+v", out)
	}
	if g := out.Guess(LastYear); g.Tests < leastTests || *g.Error >= *out.Guess(RunRate).Error || g != out.Chosen() || *g.Low >= *g.Point || *g.High <= *g.Point {
		t.Errorf("%+v", g)
	}
	if so := record.Over(period.Range{From: parse(t, "FY2026").From, To: parse(t, "2026-11-22").From}); *out.Chosen().Low < *so {
		t.Errorf("what is there can't be lost: %v of %v", *out.Chosen().Low, *so)
	}
}

func TestWithoutABandThereIsNoForecast(t *testing.T) {
	today := parse(t, "2026-11-16").From
	one := func(period.Day) float64 { return 1 }
	for _, tc := range []struct {
		since, period string
		want          Lack
	}{
		{"2026-08", "2026-11", Lack{LackHistory, 3, 6, period.Month}},
		{"2026-05", "2026-11", Lack{}},
		{"2025-12", "FY2026", Lack{LackHistory, 11, 17, period.Month}},
		{"2025-06", "FY2026", Lack{}},
		{"2026-06", "2026-Q3", Lack{LackHistory, 5, 8, period.Month}},
		{"2026-10-19", "2026-W47", Lack{LackHistory, 4, 6, period.Week}},
	} {
		out := even(parse(t, tc.since).From, one).Foresee(parse(t, tc.period), today)
		switch {
		case tc.want == Lack{}:
			if out.Lack != nil || out.Chosen() == nil || out.Chosen().Low == nil || out.Chosen().High == nil {
				t.Errorf("%s since %s: %+v", tc.period, tc.since, out)
			}
		case out.Lack == nil || *out.Lack != tc.want || out.Chosen() != nil:
			t.Errorf("%s since %s: %+v, want %+v", tc.period, tc.since, out.Lack, tc.want)
		}
		for _, g := range out.Guesses { // none shows a number without its band
			if (g.Point == nil) != (g.Low == nil) || (g.Point == nil) != (g.High == nil) || g.Tests < leastTests && g.Point != nil {
				t.Errorf("%s since %s: %+v", tc.period, tc.since, g)
			}
		}
	}
	none := even(parse(t, "2024-04").From, func(d period.Day) float64 {
		if d >= parse(t, "2026-11").From {
			return 0
		}
		return 1
	})
	if out := none.Foresee(parse(t, "2026-11"), today); out.Chosen() != nil || out.Lack == nil || out.Lack.Code != LackValue {
		t.Errorf("from nothing: %+v", out)
	}
}

func TestQuantileOfT(t *testing.T) {
	for degrees, want := range map[float64]float64{3: 1.6377, 6: 1.4398, 10: 1.3722, 24: 1.3178, 1000: 1.2824} {
		if got := quantileT(degrees); math.Abs(got-want) > 0.005 {
			t.Errorf("%v degrees: %v, want %v", degrees, got, want)
		}
	}
}

// pipelineOf is an office whose deals take weeks: opened by chance on working
// days, two kinds of stage that differ in what is won.
func pipelineOf(r *rand.Rand, from, to period.Day) []Deal {
	var deals []Deal
	for d := from; d <= to; d++ {
		if !(period.Calendar{}).WorkingDay(d) {
			continue
		}
		for range r.IntN(3) {
			amount := 1e6 * (0.5 + r.Float64())
			deal := Deal{Opened: d, Closed: d + 20 + period.Day(r.IntN(40)), Amount: &amount, Reached: []period.Day{d - 5, 0}}
			sure := 0.1
			if r.Float64() < 0.4 {
				deal.Reached[1], sure = d, 0.7
			}
			deal.Won = r.Float64() < sure
			deals = append(deals, deal)
		}
	}
	return deals
}

// as is deals as they were known on a day.
func as(deals []Deal, day period.Day) (known []Deal) {
	for _, d := range deals {
		if d.Opened > day {
			continue
		}
		if d.Closed > day {
			d.Closed, d.Won = 0, false
		}
		known = append(known, d)
	}
	return known
}

func TestExpectedDealsComeOnTheAverage(t *testing.T) {
	first := parse(t, "2024-04").From
	r := rand.New(rand.NewPCG(53, 54))
	var expected, came Expected
	var wrong, naive float64
	for range runs() {
		on := parse(t, "2026-04").From + period.Day(r.IntN(365))
		to := on + 20
		deals := pipelineOf(r, first, to)
		e, ok := Expect(as(deals, on), on, to)
		if !ok {
			t.Fatal("two years are enough")
		}
		if again, _ := Expect(deals, on, to); again != e {
			t.Fatalf("what came later changes what was expected: %+v, %+v", again, e)
		}
		var real Expected
		for _, d := range deals {
			if d.wonIn(on, to) {
				real.add(1, d.Amount)
			}
		}
		var before Expected
		for _, d := range deals {
			if d.wonIn(on-366, on) {
				before.add(1, d.Amount)
			}
		}
		expected.Won, expected.Amount, came.Won, came.Amount = expected.Won+e.Won, expected.Amount+e.Amount, came.Won+real.Won, came.Amount+real.Amount
		wrong, naive = wrong+math.Abs(e.Won-real.Won), naive+math.Abs(before.Won*20/366-real.Won)
	}
	fmt.Printf("%-46s %9.1f%% %11.1f%%\n", "  deals won in the next 20 days, wrong by", wrong/came.Won*100, naive/came.Won*100)
	if math.Abs(expected.Won/came.Won-1) > 0.1 || math.Abs(expected.Amount/came.Amount-1) > 0.1 || wrong >= naive {
		t.Errorf("expected %+v, came %+v; wrong by %v, by the past year's mean %v", expected, came, wrong, naive)
	}
}

func TestExpectNeedsSomethingToSee(t *testing.T) {
	day := parse(t, "2026-06-10").From
	if e, ok := Expect(nil, day, day+20); ok {
		t.Errorf("from nothing: %+v", e)
	}
	won := 100.0
	var deals []Deal
	for i := range period.Day(6) {
		deals = append(deals, Deal{Opened: day - 100 + i*10, Closed: day - 85 + i*10, Won: i%2 == 0, Amount: &won})
	}
	if e, ok := Expect(deals, day, day+50); ok {
		t.Errorf("from two past days: %+v", e)
	}
	deals = append(deals, Deal{Opened: day - 3}) // no amount is known
	e, ok := Expect(deals, day, day+20)
	if !ok || e.Won <= 0 || e.Won > 3 || e.Priced > e.Won || e.Amount != 100*e.Priced {
		t.Errorf("%+v %v", e, ok)
	}
}
