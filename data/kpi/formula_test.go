package kpi

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"shirube/data"
	"shirube/data/measure"
)

func num(v float64) *float64 { return &v }

func from(values map[string]float64) Values {
	return func(key string) *float64 {
		if v, ok := values[key]; ok {
			return &v
		}
		return nil
	}
}

func TestFormula(t *testing.T) {
	values := from(map[string]float64{"deal.won": 90, "deal.lost": 280, "cost": 0, "広告費": 50, "a": 2, "b": -7.5})
	for text, want := range map[string]*float64{
		"deal.won / (deal.won + deal.lost)": num(90.0 / 370),
		"deal.won ÷ （deal.won ＋ deal.lost）": num(90.0 / 370),
		"a × 3 − 1":                           num(5),
		"-b + abs(b) * 2":                     num(22.5),
		"min(a, b, 4) + max(a, 4) + round(b)": num(-7.5 + 4 - 8),
		"広告費 * 1.1":                           num(55.00000000000001),
		"２ ＊ ａ":                               num(4),
		"deal.won / cost":                     nil,
		"cost / cost":                         nil,
		"a + missing":                         nil,
		"missing * 0":                         nil,
		"max(a, missing)":                     nil,
		"1e308 * 1e308":                       nil,
	} {
		f, err := ParseFormula(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		got := f.Eval(values)
		if (got == nil) != (want == nil) || got != nil && *got != *want {
			t.Errorf("%s is %v, want %v", text, show(got), show(want))
		}
	}
	f, _ := ParseFormula("deal.won / (deal.won + deal.lost)")
	n, d, ok := f.Parts(values)
	if !ok || *n != 90 || *d != 370 || !slices.Equal(f.Keys(), []string{"deal.won", "deal.lost"}) {
		t.Errorf("parts %v %v, names %v", show(n), show(d), f.Names())
	}
	if f, _ := ParseFormula("a / b + 1"); f != nil {
		if _, _, ok := f.Parts(values); ok {
			t.Error("the outermost operator is +")
		}
	}
}

func show(v *float64) any {
	if v == nil {
		return "nil"
	}
	return *v
}

func TestFormulasThatAreRefused(t *testing.T) {
	for text, want := range map[string]data.Code{
		"": "formula_empty", "　": "formula_empty", "a +": "formula_syntax", "(a": "formula_syntax", "a b": "formula_syntax",
		"a ^ 2": "formula_unsupported", "a ** 2": "formula_unsupported", "a % 2": "formula_unsupported", "a > 1 ? 1 : 2": "formula_unsupported",
		`"text"`: "formula_unsupported", "a == b": "formula_unsupported", "sum([1])": "formula_unsupported", "f(a)": "formula_unsupported",
		"a[0]": "formula_unsupported", "a?.b": "formula_unsupported", "let x = 1; x": "formula_unsupported", "abs(a, b)": "formula_unsupported",
		"a; b": "formula_unsupported", "nil": "formula_unsupported", "true": "formula_unsupported", "1..3": "formula_unsupported",
	} {
		if _, err := ParseFormula(text); data.CodeOf(err) != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
	_, err := ParseFormula("商談 ÷ (アポ ^ 2)")
	if e, ok := err.(*data.Error); !ok || e.Where != "10" {
		t.Errorf("the trouble is at letter 10: %v", err)
	}
}

var someMeasures = []measure.Measure{
	{Key: "deal.won", Over: measure.Sum}, {Key: "deal.won_amount", Over: measure.Sum}, {Key: "deal.customers", Over: measure.Distinct},
	{Key: "pipeline", Over: measure.Last}, {Key: "cost", Over: measure.Sum},
}

func TestBook(t *testing.T) {
	b := NewBook([]KPI{
		{Key: "average", Formula: "deal.won_amount / deal.won"},
		{Key: "sales", Formula: "deal.won * average", Goal: true},
		{Key: "a", Formula: "b + 1"}, {Key: "b", Formula: "c"}, {Key: "c", Formula: "a"},
		{Key: "lost", Formula: "cost / deal.lost"}, {Key: "above", Formula: "lost * 2"}, {Key: "bad", Formula: "1 +"},
		{Key: "stock", Formula: "pipeline / 2"}, {Key: "share", Formula: "1 - deal.won / deal.customers"},
	}, someMeasures)
	for key, want := range map[string]data.Code{"a": "kpi_cycle", "b": "kpi_cycle", "c": "kpi_cycle", "lost": "unknown_name", "above": "unknown_name", "bad": "formula_syntax"} {
		if data.CodeOf(b.Broken[key]) != want {
			t.Errorf("%s: %v, want %s", key, b.Broken[key], want)
		}
	}
	if e := b.Broken["lost"].(*data.Error); e.What != "deal.lost" || e.Where != "8" {
		t.Errorf("the unknown name is deal.lost at letter 8: %v", e)
	}
	if got := b.Measures("sales"); !slices.Equal(got, []string{"deal.won", "deal.won_amount"}) {
		t.Errorf("sales is made of %v", got)
	}
	if v := b.values(from(map[string]float64{"deal.won": 4, "deal.won_amount": 1000}))("sales"); v == nil || *v != 1000 {
		t.Errorf("sales %v", show(v))
	}
	for key, want := range map[string]bool{"sales": true, "average": false, "stock": false, "share": false} {
		if b.Grows(key) != want {
			t.Errorf("%s grows: %v", key, !want)
		}
	}
	if goal, ok := b.Goal(); !ok || goal.Key != "sales" {
		t.Errorf("the goal is %v", goal.Key)
	}
}

func TestFactors(t *testing.T) {
	for text, want := range map[string][]string{"a × (b * c)": {"a", "b", "c"}, "a": {"a"}, "a * a": nil, "a * 2": nil, "a / b": nil, "a * b + c": nil} {
		f, err := ParseFormula(text)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := f.Factors(); ok != (want != nil) || ok && !slices.Equal(got, want) {
			t.Errorf("%s: %v %v", text, got, ok)
		}
	}
}

// TestAds holds the ad KPIs against the figures that come with the data: the
// formula over the sums, never the mean of the rates.
func TestAds(t *testing.T) {
	root, _ := os.Getwd()
	for root != "/" {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			break
		}
		root = filepath.Dir(root)
	}
	file, err := os.Open(filepath.Join(root, "../shared/data/ads/KAG_conversion_data_noids.csv"))
	if err != nil {
		t.Skip("the shared data does not lie beside this checkout")
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	sums := map[string]map[string]float64{"": {}}
	for _, row := range rows[1:] {
		if sums[row[0]] == nil {
			sums[row[0]] = map[string]float64{}
		}
		for i, key := range []string{"impressions", "clicks", "spend", "conversions"} {
			v, err := strconv.ParseFloat(row[3+i], 64)
			if err != nil {
				t.Fatal(err)
			}
			sums[""][key] += v
			sums[row[0]][key] += v
		}
	}
	for _, tc := range []struct {
		formula, age string
		want, within float64
	}{
		{"clicks ÷ impressions", "", 0.000179, 0.0000005}, {"spend / clicks", "", 1.5382, 0.00005},
		{"spend / conversions", "", 17.9857, 0.00005}, {"conversions / clicks", "", 0.085523, 0.0000005},
		{"spend / conversions", "30-34", 10.6586, 0.00005}, {"spend / conversions", "35-39", 17.7515, 0.00005},
		{"spend / conversions", "40-44", 22.1601, 0.00005}, {"spend / conversions", "45-49", 30.3372, 0.00005},
	} {
		f, err := ParseFormula(tc.formula)
		if err != nil {
			t.Fatal(err)
		}
		if v := f.Eval(from(sums[tc.age])); v == nil || math.Abs(*v-tc.want) > tc.within {
			t.Errorf("%s of %q is %v, want %v", tc.formula, tc.age, show(v), tc.want)
		}
	}
}

func TestFormulaIsMeasuredInLetters(t *testing.T) {
	if _, err := ParseFormula(strings.Repeat("訪問数 + ", 120) + "1"); err != nil {
		t.Errorf("721 letters are not too many: %v", err)
	}
	_, err := ParseFormula(strings.Repeat("a訪問数 + ", 200) + "1")
	if e := err.(*data.Error); e.Code != "formula_syntax" || !utf8.ValidString(e.What) {
		t.Errorf("got %v", err)
	}
}
