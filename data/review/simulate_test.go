package review

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
)

// The simulated businesses. A business has a result that is the product of five
// factors: 3,000 visits, of which 3 % ask, 60 % of those make an appointment,
// 55 % of those meet, at ¥800,000 each. Every month each factor is its level
// times 1 + noise × a standard normal draw; its σ is level × noise. After 24
// months one factor, drawn at random, shifts for good by some σ up or down.
// What a review says is worked out by the functions the service calls (Signal,
// Shapley, inOrder); beside it stands what one does in a spreadsheet: flag what
// moved by 10 % or more against the month before, and blame the factor with
// the largest change in percent.
//
// Seeds are fixed. SHIRUBE_RUNS sets the number of businesses (make bench: 500).
var (
	tree  = "visits × request × appointment × meeting × price"
	level = []float64{3000, 0.03, 0.6, 0.55, 8e5}
	noise = []float64{0.06, 0.1, 0.05, 0.06, 0.08}
)

const (
	pastMonths = 24
	lateMonths = 24 // after the shift
	flagged    = 0.1
)

// runs is how many businesses are simulated.
func runs(t *testing.T) int {
	if n, err := strconv.Atoi(os.Getenv("SHIRUBE_RUNS")); err == nil {
		return n
	}
	return 200
}

// slack is how far chance carries a share of n draws below its true value
// (three sigma): a bound on fewer runs is lower by as much.
func slack(share float64, n int) float64 { return 3 * math.Sqrt(share*(1-share)/float64(n)) }

// business gives the five factors month by month.
func business(r *rand.Rand, planted int, shift float64) [][]Point {
	past := make([][]Point, len(level))
	for i := range level {
		for m := range pastMonths + lateMonths {
			v := level[i] * (1 + noise[i]*r.NormFloat64())
			if i == planted && m >= pastMonths {
				v += shift * noise[i] * level[i]
			}
			past[i] = append(past[i], Point{Value: &v})
		}
	}
	return past
}

// names the factor that a review of month m names first, and that a
// spreadsheet blames.
func blame(t *testing.T, past [][]Point, m int) (review, spreadsheet int) {
	t.Helper()
	f := formula(t, tree)
	before, now, usual := map[string]*float64{}, map[string]*float64{}, map[string]*float64{}
	verdicts := map[string]Verdict{}
	most := 0.0
	for i, name := range f.Keys() {
		points := past[i][:m+1]
		before[name], now[name] = points[m-1].Value, points[m].Value
		verdicts[name] = Signal(points)
		usual[name], _ = center(points[:m])
		if change := math.Abs(*now[name] / *before[name] - 1); change > most {
			spreadsheet, most = i, change
		}
	}
	drivers, err := shapley(f, before, now)
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range f.Keys() {
		if inOrder(drivers, f, usual, now, verdicts)[0].Factor == name {
			review = i
		}
	}
	return review, spreadsheet
}

// TestSimulatedBusinesses counts how often the factor that shifted is named
// first in the month of the shift, and how many months pass until it is flagged.
func TestSimulatedBusinesses(t *testing.T) {
	n, r := runs(t), rand.New(rand.NewPCG(41, 42))
	fmt.Printf("%-46s %10s %12s\n", fmt.Sprintf("%d businesses, 24 months, one shift", n), "review", "spreadsheet")
	for _, tc := range []struct{ sigmas, least float64 }{{3, 0.78}, {4, 0.93}, {5, 0.95}} {
		named, blamed := 0, 0
		var delays, flags [2]float64 // sum, never
		for range n {
			planted := r.IntN(len(level))
			past := business(r, planted, float64(2*r.IntN(2)-1)*tc.sigmas)
			review, spreadsheet := blame(t, past, pastMonths)
			if review == planted {
				named++
			}
			if spreadsheet == planted {
				blamed++
			}
			late(&delays, func(m int) bool { return Signal(past[planted][:m+1]).Rule != "" })
			late(&flags, func(m int) bool { return flag(past[planted], m) })
		}
		share, other := float64(named)/float64(n), float64(blamed)/float64(n)
		fmt.Printf("%-46s %9.1f%% %11.1f%%\n", fmt.Sprintf("a shift of %.0fσ is named first", tc.sigmas), share*100, other*100)
		fmt.Printf("%-46s %10.2f %12.2f\n", "  months until it is flagged", delays[0]/float64(n), flags[0]/float64(n))
		if share < tc.least-slack(tc.least, n) || share <= other {
			t.Errorf("a shift of %.0f sigma is named first in %.1f %%, in a spreadsheet in %.1f %%", tc.sigmas, share*100, other*100)
		}
	}
}

// late adds the months until a shift is flagged, all of them where it never is.
func late(sum *[2]float64, flagged func(m int) bool) {
	for m := pastMonths; m < pastMonths+lateMonths; m++ {
		if flagged(m) {
			return
		}
		sum[0]++
	}
	sum[1]++
}

// flag is what a spreadsheet says: 10 % or more against the month before.
func flag(points []Point, m int) bool {
	return math.Abs(*points[m].Value / *points[m-1].Value - 1) >= flagged
}

// TestFalseAlarmsPerTwoYears counts the signals in 24 points of processes in
// which nothing happens, each judged by the 24 before it as a review does.
func TestFalseAlarmsPerTwoYears(t *testing.T) {
	n, r := runs(t), rand.New(rand.NewPCG(43, 44))
	rate := func(p float64) func() Point {
		return func() Point {
			trials, hits := float64(10+r.IntN(111)), 0.0
			for range int(trials) {
				if r.Float64() < p {
					hits++
				}
			}
			v := hits / trials
			return Point{Value: &v, N: &trials}
		}
	}
	fmt.Printf("%-46s %10s %12s\n", "false alarms in 24 points", "review", "spreadsheet")
	for _, tc := range []struct {
		name string
		draw func() Point
	}{
		{"monthly, noise of 8 %", func() Point { v := 100 * (1 + 0.08*r.NormFloat64()); return Point{Value: &v} }},
		{"weekly counts around 20", func() Point { v := poisson(r, 20); return Point{Value: &v} }},
		{"weekly counts around 4", func() Point { v := poisson(r, 4); return Point{Value: &v} }},
		{"rates of 50 %, n from 10 to 120", rate(0.5)},
		{"rates of 10 %, n from 10 to 120", rate(0.1)},
	} {
		alarms, flags := 0, 0
		for range n {
			var points []Point
			for range pastMonths + 24 {
				points = append(points, tc.draw())
			}
			for m := pastMonths; m < len(points); m++ {
				if Signal(points[m-pastMonths:m+1]).Rule != "" {
					alarms++
				}
				if flag(points, m) {
					flags++
				}
			}
		}
		each := float64(alarms) / float64(n)
		fmt.Printf("%-46s %10.2f %12.2f\n", "  "+tc.name, each, float64(flags)/float64(n))
		if each > 1 {
			t.Errorf("%s: %.2f false alarms in 24 points", tc.name, each)
		}
	}
}

// poisson draws a count (Knuth).
func poisson(r *rand.Rand, mean float64) float64 {
	limit, k, p := math.Exp(-mean), 0.0, r.Float64()
	for p > limit {
		k, p = k+1, p*r.Float64()
	}
	return k
}
