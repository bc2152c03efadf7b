package review

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestReviewNamesThePlantedFactor simulates 500 businesses of 24 months whose
// result is the product of five factors, with one shift planted in one factor
// in the last month, and counts how often a review names that factor first;
// beside it what one does in a spreadsheet: blame the largest change in percent.
func TestReviewNamesThePlantedFactor(t *testing.T) {
	const runs, months = 500, 24
	f := formula(t, "visits × request × appointment × meeting × price")
	level := []float64{3000, 0.03, 0.6, 0.55, 8e5}
	noise := []float64{0.06, 0.1, 0.05, 0.06, 0.08} // of the level
	r := rand.New(rand.NewPCG(41, 42))
	for _, tc := range []struct{ sigmas, least float64 }{{3, 0.70}, {4, 0.88}, {5, 0.95}} {
		named, spreadsheet := 0, 0
		for range runs {
			planted := r.IntN(len(level))
			past := make([][]Point, len(level))
			before, now, usual := map[string]*float64{}, map[string]*float64{}, map[string]*float64{}
			signals := map[string]bool{}
			blamed, most := 0, 0.0
			for i, name := range f.Keys() {
				for m := range months {
					v := level[i] * (1 + noise[i]*r.NormFloat64())
					if i == planted && m == months-1 {
						v += float64(2*r.IntN(2)-1) * tc.sigmas * noise[i] * level[i]
					}
					past[i] = append(past[i], Point{Value: &v})
				}
				before[name], now[name] = past[i][months-2].Value, past[i][months-1].Value
				signals[name] = Signal(past[i]).Rule != ""
				usual[name], _ = center(past[i][:months-1])
				if change := math.Abs(*now[name] / *before[name] - 1); change > most {
					blamed, most = i, change
				}
			}
			drivers, err := shapley(f, before, now)
			if err != nil {
				t.Fatal(err)
			}
			if inOrder(drivers, f, usual, now, signals)[0].Factor == f.Keys()[planted] {
				named++
			}
			if blamed == planted {
				spreadsheet++
			}
		}
		t.Logf("a shift of %.0f sigma is named first in %.1f %%, in a spreadsheet in %.1f %%", tc.sigmas, 100*float64(named)/runs, 100*float64(spreadsheet)/runs)
		if float64(named) < tc.least*runs || named <= spreadsheet {
			t.Errorf("a shift of %.0f sigma is named first in %d of %d, in a spreadsheet in %d", tc.sigmas, named, runs, spreadsheet)
		}
	}
}

func TestOrderKeepsTheContributions(t *testing.T) {
	f := formula(t, "a × b × c")
	before, now := values(f.Keys(), 10, 20, 30), values(f.Keys(), 11, 24, 30)
	usual := values(f.Keys(), 14, 24, 30)
	drivers, err := shapley(f, before, now)
	if err != nil {
		t.Fatal(err)
	}
	order := func(signals ...string) (names []string) {
		is := map[string]bool{}
		for _, s := range signals {
			is[s] = true
		}
		out := inOrder(drivers, f, usual, now, is)
		for _, d := range out {
			names = append(names, d.Factor)
			if contribution(drivers, d.Factor) != d.Contribution {
				t.Errorf("%s contributed %v", d.Factor, d.Contribution)
			}
		}
		return names
	}
	for _, tc := range []struct{ signals, want []string }{
		{nil, []string{"b", "a", "c"}}, {[]string{"c"}, []string{"c", "b", "a"}}, {[]string{"a", "b"}, []string{"a", "b", "c"}},
	} {
		if got := order(tc.signals...); !slices.Equal(got, tc.want) {
			t.Errorf("with signals %v the order is %v, want %v", tc.signals, got, tc.want)
		}
	}
}
