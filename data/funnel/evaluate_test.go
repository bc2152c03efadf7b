package funnel

import (
	"encoding/csv"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"shirube/data/period"
)

var four = []Stage{{Key: "aware"}, {Key: "interest"}, {Key: "consider"}, {Key: "buy"}}

func day(s string) period.Day {
	d, err := period.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

func days(n int) *int { return &n }

// entry writes a record of the log: prospect, stage, day after 2026-01-01, channel.
func entry(prospect uint32, stage uint8, d int, channel uint16) Record {
	return Record{Prospect: prospect, Stage: stage, Day: day("2026-01-01") + period.Day(d), Channel: channel}
}

func logOf(rs ...Record) Log {
	slices.SortFunc(rs, func(a, b Record) int {
		switch {
		case a.Prospect != b.Prospect:
			return int(a.Prospect) - int(b.Prospect)
		case a.Day != b.Day:
			return int(a.Day - b.Day)
		}
		return int(a.Stage) - int(b.Stage)
	})
	return Log{Blocks: [][]Record{rs}, Channels: []string{"", "web", "fair"}, Campaigns: []string{""}, Owners: []string{""}}
}

func counts(g Group) []int {
	out := make([]int, len(g.Stages))
	for i, s := range g.Stages {
		out[i] = s.Count
	}
	return out
}

func TestCohortCountsByEntryAndWindow(t *testing.T) {
	log := logOf(
		entry(1, 0, 0, 1), entry(1, 1, 0, 1), entry(1, 3, 30, 1), // same day counts; the last day of the window counts
		entry(2, 0, 5, 2), entry(2, 3, 36, 2), // one day late
		entry(3, 0, 10, 0), entry(3, 2, 8, 0), // two days early: out of order
		entry(4, 2, 3, 1),                     // imported straight into consider
		entry(5, 0, 400, 1),                   // after the range
		entry(6, 0, 12, 1), entry(6, 0, 1, 1), // entered twice: the first counts
	)
	year := period.Range{From: day("2026-01-01"), To: day("2026-12-31")}
	r := Evaluate(four, log, nil, nil, Question{View: Cohort, Range: year, Window: days(30), Today: day("2028-01-01")})
	if got := counts(r.Groups[0]); !slices.Equal(got, []int{5, 2, 2, 1}) || r.OutOfOrder != 1 {
		t.Errorf("got %v, %d out of order", got, r.OutOfOrder)
	}
	if m := r.Groups[0].Stages[3].MedianDays; m == nil || *m != 30 {
		t.Error("days to buy run from the stage entered before it")
	}
	if m := r.Groups[0].Stages[2].MedianDays; m != nil {
		t.Errorf("who came straight into consider needed %v days for it", *m)
	}
	r = Evaluate(four, log, nil, nil, Question{Range: year, Today: day("2028-01-01")})
	if got := counts(r.Groups[0]); !slices.Equal(got, []int{5, 3, 3, 2}) || r.WindowDays != nil {
		t.Errorf("without a window %v", got)
	}
}

func TestImmatureAreCountedButNotInRates(t *testing.T) {
	log := logOf(
		entry(1, 0, 0, 1), entry(1, 1, 1, 1), // window closed on day 30: mature
		entry(2, 0, 0, 1),
		entry(3, 0, 1, 1), entry(3, 1, 1, 1), entry(3, 1, 40, 1), // closes on day 31, tomorrow
	)
	r := Evaluate(four, log, nil, nil, Question{Window: days(30), Today: day("2026-01-31")})
	s := r.Groups[0].Stages
	if s[0].Count != 3 || s[0].Immature != 1 || s[1].Count != 2 || s[1].Immature != 1 {
		t.Errorf("got %+v", s[:2])
	}
	if *s[1].FromPrevious != 0.5 || s[1].Rate.Numerator != 1 || s[1].Rate.Denominator != 2 || *s[1].FromFirst != 0.5 {
		t.Errorf("the rate is over the mature: %+v", s[1])
	}
	if s[3].FromPrevious != nil || s[3].Low != nil {
		t.Error("a rate over nobody is a number")
	}
	r = Evaluate(four, log, nil, nil, Question{Today: day("2026-01-31")})
	if r.Groups[0].Stages[0].Immature != 0 {
		t.Error("without a window nobody is immature")
	}
}

func TestFlowAndStock(t *testing.T) {
	log := logOf(
		entry(1, 0, 0, 1), entry(1, 3, 40, 2),
		entry(2, 0, 35, 2), entry(2, 0, 45, 2),
		entry(3, 1, 38, 0), entry(3, 0, 50, 0),
	)
	february := period.Range{From: day("2026-02-01"), To: day("2026-02-28")}
	r := Evaluate(four, log, nil, nil, Question{View: Flow, Range: february, Today: day("2026-12-31")})
	if got := counts(r.Groups[0]); !slices.Equal(got, []int{2, 1, 0, 1}) {
		t.Errorf("flow %v", got)
	}
	r = Evaluate(four, log, nil, nil, Question{View: Flow, Range: february, By: "channel", Today: day("2026-12-31")})
	if len(r.Groups) != 2 || *r.Groups[0].Group != "fair" || !slices.Equal(counts(r.Groups[0]), []int{1, 0, 0, 1}) || r.Groups[1].Group != nil {
		t.Errorf("flow goes by the counted entry's channel, blank last: %+v", r.Groups)
	}
	r = Evaluate(four, log, nil, nil, Question{View: Stock, Today: day("2026-02-09")})
	if got := counts(r.Groups[0]); !slices.Equal(got, []int{2, 1, 0, 0}) || r.Groups[0].Stages[1].FromPrevious != nil {
		t.Errorf("stock on 9 February %v", got)
	}
}

func TestAnonymousStages(t *testing.T) {
	stages := []Stage{{Key: "visit", Measure: "visits"}, {Key: "lead"}, {Key: "mql"}, {Key: "meeting"}}
	log := logOf(entry(1, 1, 0, 1), entry(1, 2, 3, 1), entry(2, 1, 4, 0))
	visits := Counts{"visit": {"web": 40, "mail": 9.6}}
	r := Evaluate(stages, log, nil, visits, Question{Today: day("2027-01-01")})
	s := r.Groups[0].Stages
	if s[0].Count != 50 || *s[1].FromPrevious != 0.04 || *s[2].FromFirst != 0.02 || *s[2].FromPrevious != 0.5 {
		t.Errorf("got %+v", s)
	}
	r = Evaluate(stages, log, nil, visits, Question{By: "channel", Today: day("2027-01-01")})
	if len(r.Groups) != 3 || *r.Groups[0].Group != "web" || r.Groups[0].Stages[0].Count != 40 || *r.Groups[1].Group != "mail" || r.Groups[1].Stages[0].Count != 10 {
		t.Errorf("got %+v", r.Groups)
	}
	r = Evaluate(stages, log, Traits{1: "東京都"}, visits, Question{By: "prefecture", Today: day("2027-01-01")})
	for _, g := range r.Groups {
		b, _ := g.Stages[0].MarshalJSON()
		if !g.Stages[0].Unmeasured || g.Stages[1].FromPrevious != nil || !strings.Contains(string(b), `"count":null`) {
			t.Errorf("visits by prefecture are not known: %s", b)
		}
	}
	if r := Evaluate(stages, log, nil, nil, Question{}); !r.Groups[0].Stages[0].Unmeasured {
		t.Error("no visits recorded is not 0 visits")
	}
}

func TestChannelWithoutMeasureIsUnmeasured(t *testing.T) {
	stages := []Stage{{Key: "shown", Measure: "shown"}, {Key: "visit", Measure: "visits"}, {Key: "lead"}}
	counts := Counts{"shown": {"web": 900}, "visit": {"web": 40, "mail": 0}}
	r := Evaluate(stages, logOf(entry(1, 2, 0, 2)), nil, counts, Question{By: "channel"})
	for _, g := range r.Groups {
		shown, visit := g.Stages[0], g.Stages[1]
		switch g.name() {
		case "web":
			if shown.Unmeasured || visit.Unmeasured {
				t.Errorf("web is measured: %+v", g.Stages)
			}
		case "mail":
			if !shown.Unmeasured || visit.Unmeasured || visit.Count != 0 {
				t.Errorf("mail had 0 visits and its showings weren't counted: %+v", g.Stages)
			}
		default:
			if !shown.Unmeasured || !visit.Unmeasured {
				t.Errorf("the fair has no visits to count: %+v", g.Stages)
			}
		}
	}
}

func TestDropOffsGoPastAStageNobodyIsKnownIn(t *testing.T) {
	stages := []Stage{{Key: "lead"}, {Key: "visit", Measure: "visits"}, {Key: "meeting"}}
	log := logOf(entry(1, 0, 0, 1), entry(2, 0, 0, 1), entry(2, 2, 3, 1))
	for _, visits := range []float64{0, 5} {
		g := Evaluate(stages, log, nil, Counts{"visit": {"": visits}}, Question{}).Groups[0]
		if lost := g.DropOff(0); !slices.Equal(lost, []uint32{1}) {
			t.Errorf("with %v visits %v dropped off", visits, lost)
		}
	}
}

// randomLog makes prospects that wander through the stages in any order.
func randomLog(r *rand.Rand, prospects int) Log {
	var rs []Record
	for p := range prospects {
		for range 1 + r.IntN(5) {
			rs = append(rs, entry(uint32(p+1), uint8(r.IntN(4)), r.IntN(200), uint16(r.IntN(3))))
		}
	}
	return logOf(rs...)
}

// TestCohortAgainstItsDefinition counts again, prospect by prospect, as
// domain and doc comment say it.
func TestCohortAgainstItsDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		log := randomLog(r, 1+r.IntN(60))
		q := Question{View: Cohort, Range: period.Range{From: day("2026-01-20"), To: day("2026-05-01")}, Today: day("2026-01-01") + period.Day(r.IntN(300))}
		if r.IntN(3) > 0 {
			q.Window = days(r.IntN(90))
		}
		var want, immature [4]int
		early := 0
		for p := uint32(1); p <= 60; p++ {
			var mine []Record
			for _, e := range slices.Concat(log.Blocks...) {
				if e.Prospect == p && e.Day <= q.Today {
					mine = append(mine, e)
				}
			}
			if len(mine) == 0 {
				continue
			}
			open := mine[0]
			if i := slices.IndexFunc(mine, func(e Record) bool { return e.Stage == 0 }); i >= 0 {
				open = mine[i]
			}
			if !q.Range.Contains(open.Day) {
				continue
			}
			far := open.Stage
			for _, e := range mine {
				if e.Day < open.Day {
					early++
				} else if q.Window == nil || e.Day <= open.Day+period.Day(*q.Window) {
					far = max(far, e.Stage)
				}
			}
			for s := range far + 1 {
				want[s]++
				if q.Window != nil && open.Day+period.Day(*q.Window) > q.Today {
					immature[s]++
				}
			}
		}
		got := Evaluate(four, log, nil, nil, q)
		for s := range four {
			c := got.Groups[0].Stages[s]
			if c.Count != want[s] || c.Immature != immature[s] || got.OutOfOrder != early {
				t.Fatalf("stage %d: %d (%d immature), %d early; want %d (%d), %d", s, c.Count, c.Immature, got.OutOfOrder, want[s], immature[s], early)
			}
		}
	}
}

func TestEveryCountIsTheLengthOfItsList(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		log := randomLog(r, r.IntN(80))
		traits := Traits{1: "東京都", 2: "大阪府", 3: "東京都"}
		for _, view := range []View{Cohort, Flow, Stock} {
			whole := Evaluate(four, log, traits, nil, Question{View: view, Window: days(r.IntN(60)), Today: day("2026-06-01")})
			for _, by := range append([]string{""}, Breakdowns...) {
				q := Question{View: view, By: by, Window: whole.WindowDays, Today: day("2026-06-01")}
				sum := make([]int, len(four))
				for _, g := range Evaluate(four, log, traits, nil, q).Groups {
					for s, c := range g.Stages {
						if len(c.Prospects) != c.Count {
							t.Fatalf("%s by %q: %d in the list of %d", view, by, len(c.Prospects), c.Count)
						}
						sum[s] += c.Count
						if view == Cohort && s+1 < len(g.Stages) && len(g.DropOff(s)) != c.Count-g.Stages[s+1].Count {
							t.Fatalf("%d dropped off of %d − %d", len(g.DropOff(s)), c.Count, g.Stages[s+1].Count)
						}
					}
				}
				if want := counts(whole.Groups[0]); !slices.Equal(sum, want) {
					t.Fatalf("%s by %q the groups make %v of %v", view, by, sum, want)
				}
			}
		}
	}
}

func TestWilson(t *testing.T) {
	for _, tc := range []struct {
		n, d      int
		low, high float64
	}{{3, 20, 5.2, 36.0}, {0, 20, 0, 16.1}, {5, 100, 2.2, 11.2}, {20, 20, 83.9, 100}} {
		low, high, ok := Wilson(tc.n, tc.d)
		if !ok || math.Abs(low*100-tc.low) > 0.05 || math.Abs(high*100-tc.high) > 0.05 {
			t.Errorf("%d of %d: %.2f to %.2f %%", tc.n, tc.d, low*100, high*100)
		}
	}
	if _, _, ok := Wilson(0, 0); ok {
		t.Error("none of none has an interval")
	}
}

// sharedData gives a file of the shared data beside the checkout.
func sharedData(t *testing.T, name string) [][]string {
	t.Helper()
	root, _ := os.Getwd()
	for root != "/" {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			break
		}
		root = filepath.Dir(root)
	}
	f, err := os.Open(filepath.Join(root, "../shared/data", name))
	if err != nil {
		t.Skip("the shared data does not lie beside this checkout")
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

func TestOlist(t *testing.T) {
	var records []Record
	channels := []string{""}
	number := map[string]uint32{}
	channel := map[string]uint16{"": 0}
	for i, row := range sharedData(t, "olist/olist_marketing_qualified_leads_dataset.csv") {
		number[row[0]] = uint32(i + 1)
		if _, known := channel[row[3]]; !known {
			channel[row[3]] = uint16(len(channels))
			channels = append(channels, row[3])
		}
		records = append(records, Record{Prospect: uint32(i + 1), Day: day(row[1]), Channel: channel[row[3]]})
	}
	for _, row := range sharedData(t, "olist/olist_closed_deals_dataset.csv") {
		records = append(records, Record{Prospect: number[row[0]], Day: day(row[4][:10]), Stage: 3})
	}
	log := logOf(records...)
	log.Channels = channels

	later := day("2026-11-22")
	all := Evaluate(four, log, nil, nil, Question{Today: later})
	if got := counts(all.Groups[0]); got[0] != 8000 || got[3] != 841 || all.OutOfOrder != 1 {
		t.Errorf("ever: %v, %d out of order", got, all.OutOfOrder)
	}
	if won := all.Groups[0].Stages[3]; won.MedianDays == nil || *won.LowerDays != 5 || *won.MedianDays != 14 || *won.UpperDays != 55 {
		t.Errorf("days to win: %+v", won)
	}
	quarter := Evaluate(four, log, nil, nil, Question{Window: days(90), Today: later})
	if got := counts(quarter.Groups[0]); got[0] != 8000 || got[3] != 691 || quarter.Groups[0].Stages[0].Immature != 0 {
		t.Errorf("within 90 days: %v", got)
	}
	want := map[string][2]int{"organic search": {2296, 270}, "paid search": {1586, 195}, "social": {1350, 75}, "unknown": {1099, 179},
		"direct traffic": {499, 56}, "email": {493, 15}, "referral": {284, 24}, "": {60, 14}}
	by := Evaluate(four, log, nil, nil, Question{By: "channel", Today: later})
	for _, g := range by.Groups {
		if w, ok := want[g.name()]; ok {
			delete(want, g.name())
			if got := counts(g); got[0] != w[0] || got[3] != w[1] {
				t.Errorf("%q: %v, want %v", g.name(), got, w)
			}
		}
	}
	if len(want) > 0 || by.Groups[len(by.Groups)-1].Group != nil || *by.Groups[0].Group != "organic search" {
		t.Errorf("missing %v; the largest group comes first, blank last", want)
	}
	months := period.Calendar{}.Periods(period.Month, period.Range{From: day("2017-11-01"), To: day("2018-05-31")})
	grid := Grid(four, log, Way{}, months, "buy", []int{30, 60, 90}, later)
	for i, w := range [][]int{{445, 2, 4, 8}, {200, 1, 6, 6}, {1141, 96, 118, 129}, {1028, 101, 119, 128}, {1174, 114, 136, 140}, {1352, 148, 162, 171}, {1303, 92, 101, 109}} {
		row := grid[i]
		if got := []int{row.Count, row.Cells[0].N, row.Cells[1].N, row.Cells[2].N}; !slices.Equal(got, w) {
			t.Errorf("%s: %v, want %v", row.Period, got, w)
		}
	}
}

func BenchmarkCohortByChannel(b *testing.B) {
	r := rand.New(rand.NewPCG(7, 8))
	var records []Record
	for p := uint32(1); len(records) < 1_000_000; p++ {
		d := r.IntN(700)
		for s := range uint8(1 + r.IntN(4)) {
			records = append(records, entry(p, s, d, uint16(p%3)))
			d += r.IntN(40)
		}
	}
	log := logOf(records...)
	for b.Loop() {
		Evaluate(four, log, nil, nil, Question{By: "channel", Window: days(90), Today: day("2028-06-01")})
	}
}
