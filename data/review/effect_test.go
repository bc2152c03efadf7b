package review

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"shirube/data/kpi"
)

func quiet(r *rand.Rand, n int, level float64) []Point {
	vs := make([]float64, n)
	for i := range vs {
		vs[i] = level + 10*r.NormFloat64()
	}
	return points(vs...)
}

func TestVerdictsOfAnAction(t *testing.T) {
	calm := points(100, 104, 98, 101, 97, 103, 99, 102, 100, 96, 104, 100)
	ten, far := 10.0, 30.0
	for _, tc := range []struct {
		name  string
		after []float64
		gain  *float64
		want  Outcome
		rule  Rule
		left  int
	}{
		{"nothing yet", nil, &ten, TooEarly, "", 8},
		{"one far above", []float64{130}, nil, Worked, Outside, 0},
		{"a little above", []float64{103, 102}, nil, TooEarly, "", 6},
		{"eight a little above", []float64{103, 102, 103, 102, 103, 102, 103, 102}, nil, Worked, Run, 0},
		{"eight as before", []float64{103, 98, 103, 99, 103, 98, 103, 99}, nil, DidNotWork, "", 0},
		{"far below", []float64{60, 62}, &ten, DidNotWork, Outside, 0},
		{"three as before where thirty were expected", []float64{101, 100, 99}, &far, DidNotWork, "", 0},
		{"two as before where thirty were expected", []float64{101, 100}, &far, TooEarly, "", 6},
		{"three as before where nothing was expected", []float64{101, 100, 99}, nil, TooEarly, "", 5},
		{"a rise that is gone", []float64{130, 60, 62, 61}, nil, DidNotWork, Outside, 0},
	} {
		e := Judge(calm, points(tc.after...), kpi.Up, tc.gain)
		if e.Outcome != tc.want || e.Rule != tc.rule || e.Left != tc.left || e.Count != len(tc.after) {
			t.Errorf("%s: %s by %q, %d left of %d", tc.name, e.Outcome, e.Rule, e.Left, e.Count)
		}
	}
	if e := Judge(calm[:5], points(900, 900, 900), kpi.Up, nil); e.Outcome != TooEarly || e.Limits.Mean != nil || e.Left != 0 || *e.After != 900 {
		t.Errorf("five points before are no limits: %+v", e)
	}
	gap := points(130)
	gap = append([]Point{{Period: "not measured"}}, gap...)
	if e := Judge(calm, gap, kpi.Up, nil); e.Outcome != Worked || e.Count != 1 {
		t.Errorf("a gap is no point: %+v", e)
	}
}

// Mirroring the values and the direction, or another scale, changes no verdict.
func TestVerdictDependsOnShapeOnly(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	for range 500 {
		before, after := quiet(r, 6+r.IntN(20), 100), quiet(r, r.IntN(10), 100+20*float64(r.IntN(3)-1))
		gain := 15.0
		want := Judge(before, after, kpi.Up, &gain)
		same := func(name string, turn func(float64) float64, d kpi.Direction, gain float64) {
			turned := func(ps []Point) []Point {
				out := slices.Clone(ps)
				for i := range out {
					v := turn(*out[i].Value)
					out[i].Value = &v
				}
				return out
			}
			if e := Judge(turned(before), turned(after), d, &gain); e.Outcome != want.Outcome || e.Rule != want.Rule || e.Worse != want.Worse || e.Left != want.Left {
				t.Fatalf("%s: %s by %s, as it was %s by %s", name, e.Outcome, e.Rule, want.Outcome, want.Rule)
			}
		}
		same("mirrored", func(v float64) float64 { return 1000 - v }, kpi.Down, gain)
		same("in another unit", func(v float64) float64 { return v * 8 }, kpi.Up, gain*8)
		if bare := Judge(before, after, kpi.Up, nil); (bare.Outcome == Worked) != (want.Outcome == Worked) {
			t.Fatal("what was expected decides nothing about what worked")
		}
	}
}

// TestVerdictsAreHonest counts verdicts over simulated actions with 24 months
// before and up to eight after, looked at every month, as a person would.
func TestVerdictsAreHonest(t *testing.T) {
	const runs = 2000
	r := rand.New(rand.NewPCG(23, 24))
	count := func(shift float64) map[Outcome]float64 {
		share := map[Outcome]float64{}
		for range runs {
			before, after := quiet(r, 24, 100), quiet(r, 8, 100+shift)
			outcome := TooEarly
			for n := 1; n <= len(after) && outcome == TooEarly; n++ {
				outcome = Judge(before, after[:n], kpi.Up, nil).Outcome
			}
			share[outcome] += 1.0 / runs
		}
		return share
	}
	none, small, large := count(0), count(10), count(30)
	t.Logf("without effect %v, of one sigma %v, of three sigma %v", none, small, large)
	if none[Worked] > 0.08 || small[Worked] < 0.4 || large[Worked] < 0.98 {
		t.Errorf("without effect %v, of one sigma %v, of three sigma %v", none, small, large)
	}
}

func TestRatesAreComparedOverTheirSums(t *testing.T) {
	before := rates([2]float64{48, 86}, [2]float64{43, 78}, [2]float64{55, 94}, [2]float64{49, 91}, [2]float64{42, 72}, [2]float64{54, 93})
	after := rates([2]float64{9, 10}, [2]float64{180, 200})
	e := Judge(before, after, kpi.Up, nil)
	if math.Abs(*e.After-189.0/210) > 1e-12 || math.Abs(*e.Before-291.0/514) > 1e-12 || e.Outcome != Worked {
		t.Errorf("%+v", e)
	}
}
