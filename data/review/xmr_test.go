package review

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func points(values ...float64) []Point {
	ps := make([]Point, len(values))
	for i := range values {
		ps[i].Value = &values[i]
	}
	return ps
}

func rates(ns ...[2]float64) []Point {
	ps := make([]Point, len(ns))
	for i := range ns {
		v := ns[i][0] / ns[i][1]
		ps[i] = Point{Value: &v, N: &ns[i][1]}
	}
	return ps
}

func rules(c Chart, rule Rule) (at []int) {
	for i, p := range c.Points {
		if p.Rule == rule {
			at = append(at, i)
		}
	}
	return at
}

// TestGoldenChart is the 38 months of domain.md §1.4.
func TestGoldenChart(t *testing.T) {
	c := NewChart(points(2478, 2350, 2485, 2296, 2359, 2567, 3089, 2668, 1788, 2854, 2365, 1883, 1959, 1927, 2640, 2626, 2144, 2409, 4412,
		3287, 3049, 3364, 3078, 2972, 3415, 2753, 3102, 2191, 3693, 4385, 4699, 3031, 2659, 3885, 2628, 2621, 3071, 2002))
	for _, tc := range []struct {
		name string
		got  *float64
		want float64
	}{{"mean", c.Mean, 2820.6316}, {"low", c.Low, 1299.3991}, {"high", c.High, 4341.8640}, {"range", c.RangeHigh, 1868.9427}} {
		if tc.got == nil || math.Abs(*tc.got-tc.want) > 0.0001 {
			t.Errorf("%s is %v, want %v", tc.name, *tc.got, tc.want)
		}
	}
	if got := rules(c, Outside); !slices.Equal(got, []int{18, 29, 30}) {
		t.Errorf("outside are %v", got)
	}
	if c.Provisional || c.Points[0].Range != nil || *c.Points[1].Range != 128 {
		t.Error("38 points are settled; the first has no moving range")
	}
}

func TestRules(t *testing.T) {
	calm := []float64{10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12} // mean 11, limits 5.68 to 16.32
	for _, tc := range []struct {
		name string
		then []float64
		want Rule
	}{
		{"calm", []float64{10}, ""},
		{"outside", []float64{17}, Outside},
		{"below", []float64{5}, Outside},
		{"three of four near the limit", []float64{15, 15, 11, 15}, NearLimit},
		{"two of four", []float64{15, 11, 11, 15}, ""},
		{"three of four, not the last", []float64{15, 15, 15, 11.5}, ""},
		{"on both sides", []float64{15, 7, 15, 7}, ""},
		{"eight on one side", []float64{11.5, 11.5, 11.5, 11.5, 11.5, 11.5, 11.5}, Run},
		{"seven, then the mean", []float64{11.5, 11.5, 11.5, 11.5, 11.5, 11.5, 11}, ""},
	} {
		p := study(points(calm...))
		all := points(append(slices.Clone(calm), tc.then...)...)
		if got, _ := p.judge(all); got != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
	if v := Signal(points(append(slices.Clone(calm), 30)...)); v.Rule != Outside || !v.Above || math.Abs(*v.Limits.High-16.32) > 0.01 {
		t.Errorf("a period is judged by those before it: %+v", v)
	}
	if v := Signal(points(1, 2, 1, 2, 1, 90)); v.Rule != "" || v.Limits.Mean != nil {
		t.Errorf("five points are no limits: %+v", v)
	}
	if c := NewChart(points(1, 9, 1, 9, 1, 9)); !c.Provisional || *c.Low != 0 {
		t.Errorf("six points are provisional, a count's lower limit is 0: %v", *c.Low)
	}
}

func TestMissingPointsAreGaps(t *testing.T) {
	ps := points(10, 12, 10, 12, 10, 12, 10)
	ps = slices.Insert(ps, 3, Point{Period: "not measured"})
	c := NewChart(ps)
	if c.Points[3].Rule != "" || c.Points[3].Range != nil || *c.Points[4].Range != 2 {
		t.Errorf("got %+v", c.Points[3:5])
	}
	if with, without := *c.High, *NewChart(points(10, 12, 10, 12, 10, 12, 10)).High; with != without {
		t.Errorf("a gap moved the limit from %v to %v", without, with)
	}
}

func TestRatesHaveLimitsOfTheirOwn(t *testing.T) {
	c := NewChart(rates([2]float64{48, 86}, [2]float64{43, 78}, [2]float64{55, 94}, [2]float64{49, 91}, [2]float64{42, 72}, [2]float64{54, 93}, [2]float64{45, 112}))
	if c.Low != nil || c.High != nil || c.RangeHigh != nil || c.Mean == nil {
		t.Error("limits that vary by point are no scalars")
	}
	if got := *c.Mean; math.Abs(got-336.0/626) > 1e-9 {
		t.Errorf("the mean is over the sums: %v", got)
	}
	wide := *c.Points[4].High - *c.Points[4].Low
	narrow := *c.Points[6].High - *c.Points[6].Low
	if math.Abs(wide/narrow-math.Sqrt(112.0/72)) > 1e-9 {
		t.Errorf("limits narrow with the root of n: %v, %v", wide, narrow)
	}
	same := NewChart(rates([2]float64{5, 50}, [2]float64{7, 50}, [2]float64{4, 50}, [2]float64{6, 50}, [2]float64{5, 50}, [2]float64{8, 50}))
	if same.Low == nil || *same.Points[0].Low != *same.Low {
		t.Error("with one n the limits are scalars")
	}
}

// TestFalseAlarms: a rate of 50 % by chance alone, with n between 5 and 500,
// must seldom be outside its limits; XmR on the bare rate is worse.
func TestFalseAlarms(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	alarms, bare := 0, 0
	for range 100 {
		var ps, plain []Point
		for range 40 {
			n := float64(5 + r.IntN(2)*495)
			hits := 0.0
			for range int(n) {
				hits += float64(r.IntN(2))
			}
			v := hits / n
			ps, plain = append(ps, Point{Value: &v, N: &n}), append(plain, Point{Value: &v})
		}
		alarms += len(rules(NewChart(ps), Outside))
		bare += len(rules(NewChart(plain), Outside))
	}
	if alarms > 40 || alarms >= bare {
		t.Errorf("%d of 4000 points outside by chance; without n %d", alarms, bare)
	}
}
