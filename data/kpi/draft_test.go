package kpi_test

import (
	"math"
	"slices"
	"testing"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/kpi"
	"shirube/data/measure"
	"shirube/data/period"
)

var salesMeasures = []measure.Measure{
	{Key: "activity.appointment", Over: measure.Sum}, {Key: "deal.won", Over: measure.Sum}, {Key: "deal.won_priced", Over: measure.Sum}, {Key: "deal.lost", Over: measure.Sum},
	{Key: "deal.won_amount", Over: measure.Sum}, {Key: "deal.repeat", Over: measure.Distinct}, {Key: "deal.customers", Over: measure.Distinct},
}

// targets sets a draft's targets by key and the goal's for the year.
func targets(d *kpi.Draft, goal float64, of map[string]float64) {
	d.Goal().Target = &goal
	for key, v := range of {
		d.Find(key).Target = &v
	}
}

var lookTargets = map[string]float64{"new_appointments": 91, "meeting_rate": 0.55, "win_rate": 0.25, "average_deal": 900_000}

func TestTheTargetsOfADraftMakeItsGoal(t *testing.T) {
	d := kpi.Outline("sales", "FY2026")
	targets(&d, 120_000_000, lookTargets)
	b := d.Book(salesMeasures)
	if len(b.Broken) > 0 {
		t.Fatal(b.Broken)
	}
	got := d.Total(b, "annual_sales")
	if want := 91 * 12 * 0.55 * 0.25 * 900_000; got == nil || math.Abs(*got-want) > 1 {
		t.Fatalf("the targets come to %v, want %v", got, want)
	}
	if got := d.Total(b, "new_appointments"); got == nil || *got != 1092 {
		t.Errorf("91 a month are %v a year", got)
	}
	for key, now := range lookTargets {
		want := now * 120_000_000 / (91 * 12 * 0.55 * 0.25 * 900_000)
		if got := d.Reach(b, key); got == nil || math.Abs(*got/want-1) > 1e-9 {
			t.Errorf("%s alone reaches the goal at %v, want %v", key, got, want)
		}
	}
	t.Run("should be open where a part is", func(t *testing.T) {
		d.Find("win_rate").Target = nil
		if got := d.Total(b, "annual_sales"); got != nil {
			t.Errorf("with an open rate it comes to %v", *got)
		}
		if got := d.Reach(b, "average_deal"); got != nil {
			t.Errorf("and is reached by %v", *got)
		}
	})
	t.Run("should follow the parts of a factor without a target", func(t *testing.T) {
		d := kpi.Outline("sales", "FY2026")
		targets(&d, 120_000_000, lookTargets)
		leads := d.Add("new_appointments", "有効リード数", nil)
		rate := d.Add("new_appointments", "アポ率", nil)
		*d.Find(leads) = kpi.Factor{KPI: kpi.KPI{Key: leads, Unit: "count", Parent: "new_appointments", Formula: "activity.appointment"}, Chosen: true}
		*d.Find(rate) = kpi.Factor{KPI: kpi.KPI{Key: rate, Unit: "ratio", Parent: "new_appointments", Formula: "deal.won / deal.lost"}, Chosen: true}
		d.Find("new_appointments").Target = nil
		targets(&d, 120_000_000, map[string]float64{leads: 300, rate: 0.32})
		b := d.Book(salesMeasures)
		if got := d.Total(b, "new_appointments"); got == nil || math.Abs(*got-300*12*0.32) > 1e-9 {
			t.Errorf("appointments come to %v", got)
		}
		d.Find("new_appointments").Join = kpi.Ratio
		b = d.Book(salesMeasures)
		if got := d.Total(b, "new_appointments"); got == nil || math.Abs(*got-300*12/0.32) > 1e-9 {
			t.Errorf("as a quotient they come to %v", got)
		}
		if got := d.Reach(b, rate); got == nil || *got <= 0 {
			t.Errorf("a divisor reaches the goal at %v", got)
		} else {
			d.Find(rate).Target = got
			if total := d.Total(b, "annual_sales"); math.Abs(*total-120_000_000) > 1 {
				t.Errorf("with it the goal is %v", *total)
			}
		}
	})
}

func TestADraftsTreeIsEdited(t *testing.T) {
	d := kpi.Outline("", "FY2026")
	d.Goal().Key, d.Goal().Name = "revenue", "売上"
	a := d.Add("revenue", "新規", nil)
	b := d.Add("revenue", "既存", []string{"既存"})
	if d.Goal().Join != kpi.Product || a != "新規" || b != "既存_2" {
		t.Fatalf("join %q, keys %q %q", d.Goal().Join, a, b)
	}
	d.Goal().Join = kpi.Sum
	c := d.Add(a, "件数", nil)
	if got := d.FormulaOf(d.Goal()); got != "新規 + 既存_2" {
		t.Errorf("the goal's formula is %q", got)
	}
	if code := data.CodeOf(d.Move(a, c)); code != "kpi_parent" {
		t.Errorf("under its own child: %v", code)
	}
	if err := d.Move(c, b); err != nil || d.Find(a).Join != kpi.Measured || d.Find(b).Join != kpi.Product {
		t.Errorf("moved: %v, joins %q %q", err, d.Find(a).Join, d.Find(b).Join)
	}
	d.Raise(b)
	if got := d.FormulaOf(d.Goal()); got != "既存_2 + 新規" {
		t.Errorf("raised, the formula is %q", got)
	}
	d.Remove(b)
	if d.Find(c) != nil || len(d.Factors) != 2 {
		t.Errorf("what stood under it stays: %+v", d.Factors)
	}
	d.Remove("revenue")
	if len(d.Factors) != 2 {
		t.Error("the goal was removed")
	}
}

func TestFitOfATarget(t *testing.T) {
	var values []kpi.Value
	for _, v := range []float64{5, 6, 7, 8, 9, 10} {
		values = append(values, kpi.Value{Value: &v})
	}
	values = append(values, kpi.Value{})
	low, high := 4.0, 11.0
	f := kpi.FitOf(8, kpi.Up, values, &low, &high)
	if f.Met != 3 || f.Of != 6 || f.Beyond || f.Easy || *f.Best.Value != 10 || *f.Suggest != 8 {
		t.Errorf("upwards: %+v", f)
	}
	if f := kpi.FitOf(12, kpi.Up, values, &low, &high); !f.Beyond || f.Met != 0 {
		t.Errorf("too high: %+v", f)
	}
	if f := kpi.FitOf(3, kpi.Up, values, &low, &high); !f.Easy || f.Met != 6 {
		t.Errorf("too low: %+v", f)
	}
	f = kpi.FitOf(6, kpi.Down, values, &low, &high)
	if f.Met != 2 || *f.Best.Value != 5 || *f.Suggest != 7 {
		t.Errorf("downwards: %+v", f)
	}
	if f := kpi.FitOf(3, kpi.Down, values, &low, &high); !f.Beyond {
		t.Errorf("too low for less is better: %+v", f)
	}
	if f := kpi.FitOf(6, kpi.Down, values[:3], nil, nil); f.Suggest != nil || f.Beyond {
		t.Errorf("of three months: %+v", f)
	}
}

func TestADraftLandsAsOneActionAndIsTakenUpAgain(t *testing.T) {
	o := open(t)
	if err := o.Install(t.Context(), kpi.Template{Key: "x", KPIs: []kpi.KPI{{Key: "annual_sales", Formula: "deal.won_amount", Unit: "yen", Goal: true}, {Key: "old", Formula: "deal.won", Parent: "annual_sales"}, {Key: "other", Formula: "deal.lost"}}}); err != nil {
		t.Fatal(err)
	}
	d, err := o.Draft(t.Context(), "")
	if err != nil || !slices.Equal(d.Replaces, []string{"annual_sales", "old"}) {
		t.Fatalf("begun from what is there: %+v %v", d, err)
	}
	sales := kpi.Outline("sales", "FY2026")
	sales.Replaces, sales.Step = d.Replaces, 3
	targets(&sales, 120_000_000, lookTargets)
	hand := sales.Add("annual_sales", "訪問件数", nil)
	sales.Find(hand).Aside = true
	sales.ByHand(sales.Find(hand), "訪問件数(手入力)", nil)
	if err := o.KeepDraft(t.Context(), sales); err != nil {
		t.Fatal(err)
	}
	left, err := o.Draft(t.Context(), "sales")
	if err != nil || left.Step != 3 || *left.Find("meeting_rate").Target != 0.55 || left.Find(hand) == nil {
		t.Fatalf("taken up again: %+v %v", left, err)
	}
	if ks, err := o.List(t.Context()); err != nil || len(ks) != 3 {
		t.Fatalf("something landed before the end: %v %v", ks, err)
	}
	if err := o.Land(t.Context(), left); err != nil {
		t.Fatal(err)
	}
	keys := func() []string {
		ks, err := o.List(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var keys []string
		for _, k := range ks {
			keys = append(keys, k.Key)
		}
		slices.Sort(keys)
		return keys
	}
	want := []string{"annual_sales", "average_deal", "meeting_rate", "new_appointments", "other", "win_rate", hand}
	if got := keys(); !slices.Equal(got, want) {
		t.Fatalf("landed %v, want %v", got, want)
	}
	if v := o.value(t, "annual_sales", "FY2026"); v.Target == nil || *v.Target != 120_000_000 {
		t.Errorf("the goal's target is %v", v.Target)
	}
	if v := o.value(t, "meeting_rate", "2026-12"); v.Target == nil || *v.Target != 0.55 {
		t.Errorf("December's is %v", v.Target)
	}
	if v := o.value(t, "meeting_rate", "2026-10"); v.Target != nil {
		t.Errorf("a month that was has the target %v now", *v.Target)
	}
	if again, err := o.Draft(t.Context(), ""); err != nil || again.Landed || again.Step != 0 || *again.Find("win_rate").Target != 0.25 || again.Goal().Join != kpi.Product {
		t.Errorf("after landing it begins from what is there: %+v %v", again, err)
	}
	undone, err := o.st.UndoLast(t.Context())
	if err != nil || len(undone.Kept) > 0 {
		t.Fatalf("undone: %+v %v", undone, err)
	}
	if got := keys(); !slices.Equal(got, []string{"annual_sales", "old", "other"}) {
		t.Errorf("undone, there are %v", got)
	}
	if ts, err := o.Targets(t.Context()); err != nil || len(ts) > 0 {
		t.Errorf("and targets %v %v", ts, err)
	}
	o.Service = kpi.NewService(o.st, o.st, &change.Bus{}, datatest.Clock, func() period.Calendar { return period.Calendar{} })
	if back, err := o.Draft(t.Context(), ""); err != nil || back.Step != 3 || back.Landed {
		t.Errorf("the draft of a landing taken back is lost: %+v %v", back, err)
	}
}

func TestADraftThatCantLand(t *testing.T) {
	o := open(t)
	if err := o.Save(t.Context(), kpi.KPI{Key: "user", Formula: "used + 1"}); data.CodeOf(err) != "unknown_name" {
		t.Fatal(err)
	}
	o.save(t, kpi.KPI{Key: "used", Formula: "deal.won", Goal: true})
	o.save(t, kpi.KPI{Key: "user", Formula: "used + 1"})
	land := func(change func(*kpi.Draft)) data.Code {
		d := kpi.Outline("sales", "FY2026")
		targets(&d, 1, lookTargets)
		change(&d)
		return data.CodeOf(o.Land(t.Context(), d))
	}
	for want, change := range map[data.Code]func(*kpi.Draft){
		"draft_goal":   func(d *kpi.Draft) { d.Goal().Target = nil },
		"draft_open":   func(d *kpi.Draft) { d.Find("win_rate").Formula = "" },
		"unknown_name": func(d *kpi.Draft) { d.Find("win_rate").Formula = "nothing" },
		"bad_period":   func(d *kpi.Draft) { d.Year = "soon" },
		"kpi_in_use":   func(d *kpi.Draft) { d.Replaces = []string{"used"} },
		"key_taken":    func(d *kpi.Draft) { d.Find("win_rate").Key = "deal.won" },
	} {
		if got := land(change); got != want && !(want == "key_taken" && got == "kpi_key") {
			t.Errorf("want %s, got %s", want, got)
		}
	}
	if ks, _ := o.List(t.Context()); len(ks) != 2 {
		t.Errorf("something landed: %v", ks)
	}
}

func TestOutlinesCloseOverTheirMeasures(t *testing.T) {
	for _, key := range []string{"sales", "marketing"} {
		d := kpi.Outline(key, "FY2026")
		tpl, err := kpi.FindTemplate(key)
		if err != nil {
			t.Fatal(err)
		}
		all := slices.Concat(salesMeasures, tpl.Measures)
		for _, s := range tpl.Stages {
			all = append(all, measure.Measure{Key: measure.EntryKey + s.Key, Over: measure.Sum})
		}
		if b := d.Book(all); len(b.Broken) > 0 || d.FormulaOf(d.Goal()) == d.Goal().Formula || d.Chosen() > 7 {
			t.Errorf("%s: %v, goal %q, %d chosen", key, b.Broken, d.FormulaOf(d.Goal()), d.Chosen())
		}
	}
	c := period.Calendar{}
	d := kpi.DraftOf(kpi.NewBook(nil, nil), nil, c, c.Of(period.Month, 0).From)
	if len(d.Factors) != 1 || d.Goal().Key != "" {
		t.Errorf("of nothing: %+v", d)
	}
}

// TestAFactorTypedByHandIsTriedBeforeItsMeasureIsMade begins in an empty
// workspace: nothing is known yet, and that is no error.
func TestAFactorTypedByHandIsTriedBeforeItsMeasureIsMade(t *testing.T) {
	o := open(t)
	d := kpi.Outline("", "FY2026")
	d.Goal().Key, d.Goal().Name, d.Goal().Join = "sales", "年間売上", kpi.Product
	d.Add("sales", "受注件数", nil)
	d.Add("sales", "平均単価", nil)
	for _, f := range d.Below("sales") {
		d.ByHand(f, f.Name, nil)
	}
	found, err := o.Try(t.Context(), d.Book(nil), []period.Period{p(t, "2026-10")})
	if err != nil || len(found) != 3 {
		t.Fatalf("%v (%v)", found, err)
	}
	for key, values := range found {
		if len(values) != 1 || values[0].Value != nil {
			t.Errorf("%s is %v before anything was typed", key, values)
		}
	}
}
