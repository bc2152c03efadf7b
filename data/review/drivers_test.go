package review

import (
	"math"
	"math/rand/v2"
	"testing"

	"shirube/data"
	"shirube/data/kpi"
)

func values(names []string, vs ...float64) map[string]*float64 {
	m := map[string]*float64{}
	for i, n := range names {
		m[n] = &vs[i]
	}
	return m
}

func formula(t *testing.T, text string) *kpi.Formula {
	t.Helper()
	f, err := kpi.ParseFormula(text)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func shapley(f *kpi.Formula, before, after map[string]*float64) ([]Driver, error) {
	return Shapley(f.Keys(), before, after, func(v func(string) *float64) *float64 { return f.Eval(v) })
}

func contribution(ds []Driver, factor string) float64 {
	for _, d := range ds {
		if d.Factor == factor {
			return d.Contribution
		}
	}
	return math.NaN()
}

// TestGoldenDrivers is domain.md §1.5: leads 1000 → 900, rate 5 → 6 %, price
// 200,000 → 210,000.
func TestGoldenDrivers(t *testing.T) {
	f := formula(t, "leads × rate × price")
	before, after := values(f.Keys(), 1000, 0.05, 200000), values(f.Keys(), 900, 0.06, 210000)
	byShapley, err := shapley(f, before, after)
	if err != nil {
		t.Fatal(err)
	}
	byLMDI, err := LMDI(f.Keys(), before, after)
	if err != nil {
		t.Fatal(err)
	}
	for factor, want := range map[string][2]float64{"leads": {-1128333.33, -1122717.60}, "rate": {1946666.67, 1942811.49}, "price": {521666.67, 519906.11}} {
		if got := contribution(byShapley, factor); math.Abs(got-want[0]) > 0.01 {
			t.Errorf("Shapley gives %s %.2f, want %.2f", factor, got, want[0])
		}
		if got := contribution(byLMDI, factor); math.Abs(got-want[1]) > 0.01 {
			t.Errorf("LMDI gives %s %.2f, want %.2f", factor, got, want[1])
		}
	}
	if byShapley[0].Factor != "rate" || byLMDI[1].Factor != "leads" {
		t.Error("the largest comes first")
	}
}

func TestDriversAddUpAndTurnRound(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	for _, text := range []string{"a × b × c", "a / (a + b)", "a - b + c * 2", "max(a, b) / c", "a * b / c - b"} {
		f := formula(t, text)
		for range 200 {
			var v [2][]float64
			for i := range v {
				for range f.Keys() {
					v[i] = append(v[i], 1e5*r.Float64()+1)
				}
			}
			before, after := values(f.Keys(), v[0]...), values(f.Keys(), v[1]...)
			there, err := shapley(f, before, after)
			if err != nil {
				t.Fatal(err)
			}
			back, err := shapley(f, after, before)
			if err != nil {
				t.Fatal(err)
			}
			_, product := f.Factors()
			checkSum(t, f, before, after, there, back)
			if product {
				there, _ = LMDI(f.Keys(), before, after)
				back, _ = LMDI(f.Keys(), after, before)
				checkSum(t, f, before, after, there, back)
			}
		}
	}
}

func checkSum(t *testing.T, f *kpi.Formula, before, after map[string]*float64, there, back []Driver) {
	t.Helper()
	v0 := *f.Eval(func(n string) *float64 { return before[n] })
	v1 := *f.Eval(func(n string) *float64 { return after[n] })
	var sum float64
	for _, d := range there {
		sum += d.Contribution
		if turned := contribution(back, d.Factor); math.Abs(turned+d.Contribution) > 1e-9*max(math.Abs(v0), math.Abs(v1), math.Abs(turned)) {
			t.Fatalf("%s is %v there and %v back", d.Factor, d.Contribution, turned)
		}
	}
	if math.Abs(sum-(v1-v0)) > 1e-9*max(math.Abs(v0), math.Abs(v1), 1) {
		t.Fatalf("contributions make %v of %v", sum, v1-v0)
	}
}

func TestDriversAtZero(t *testing.T) {
	names := []string{"a", "b"}
	for _, tc := range []struct{ before, after, want []float64 }{
		{[]float64{4, 5}, []float64{0, 7}, []float64{-20, 0}},
		{[]float64{0, 0}, []float64{2, 3}, []float64{3, 3}},
		{[]float64{0, 5}, []float64{9, 0}, []float64{0, 0}},
		{[]float64{4, 5}, []float64{4, 5}, []float64{0, 0}},
	} {
		ds, err := LMDI(names, values(names, tc.before...), values(names, tc.after...))
		if err != nil || contribution(ds, "a") != tc.want[0] || contribution(ds, "b") != tc.want[1] {
			t.Errorf("%v → %v: %v (%v)", tc.before, tc.after, ds, err)
		}
	}
	if _, err := LMDI(names, values(names, 2, 3), values(names, -2, 3)); data.CodeOf(err) != "drivers_sign" {
		t.Errorf("a changed sign: %v", err)
	}
	f := formula(t, "a / b")
	if _, err := shapley(f, values(names, 1, 0), values(names, 1, 2)); data.CodeOf(err) != "drivers_undefined" {
		t.Errorf("a division by zero: %v", err)
	}
	if _, err := shapley(f, values(names, 1, 2), map[string]*float64{"a": nil}); data.CodeOf(err) != "drivers_unmeasured" {
		t.Errorf("a missing value: %v", err)
	}
}

// The product is the same but for its last binary digit, while the factors
// trade places: what one brings, the other takes.
func TestLMDIOfNearlyEqualProducts(t *testing.T) {
	names := []string{"a", "b", "c"}
	before, after := values(names, 0.1, 0.2, 0.3), values(names, 0.3, 0.2, 0.1)
	if product(names, before) == product(names, after) {
		t.Fatal("the products differ in their last digit, or this tests nothing")
	}
	drivers, err := LMDI(names, before, after)
	if err != nil {
		t.Fatal(err)
	}
	want := 0.006 * math.Log(3)
	for _, d := range drivers {
		if d.Factor != "b" && math.Abs(math.Abs(d.Contribution)-want) > 1e-9 {
			t.Errorf("%s brought %v, want %v", d.Factor, d.Contribution, want)
		}
	}
}
