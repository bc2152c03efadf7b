package cli

import (
	"fmt"
	"math"
	"testing"
)

func stageCounts(group any) (counts []int) {
	for _, st := range group.(map[string]any)["stages"].([]any) {
		counts = append(counts, int(st.(map[string]any)["count"].(float64)))
	}
	return counts
}

func TestOlist(t *testing.T) {
	leads := shared(t, "olist/olist_marketing_qualified_leads_dataset.csv")
	deals := shared(t, "olist/olist_closed_deals_dataset.csv")
	s := begin(t, "blank")
	s.want(s.object("import", "prospects", leads, "--map", "external_id=mql_id", "--map", "channel=origin", "--stage", "aware=first_contact_date"),
		map[string]any{"rows": 8000, "created": 8000, "updated": 0, "rejected_count": 0})
	s.want(s.object("import", "prospects", deals, "--map", "external_id=mql_id", "--match", "external_id", "--stage", "buy=won_date"),
		map[string]any{"rows": 842, "created": 0, "updated": 842, "rejected_count": 0})

	ever := s.object("funnel", "--window", "none")
	s.want(ever, map[string]any{"view": "cohort", "window_days": nil, "out_of_order": 1})
	if got := stageCounts(ever["groups"].([]any)[0]); got[0] != 8000 || got[3] != 841 {
		t.Errorf("without a window: %v, want 8000 → 841", got)
	}
	if got := stageCounts(s.object("funnel", "--window", "90d")["groups"].([]any)[0]); got[0] != 8000 || got[3] != 691 {
		t.Errorf("within 90 days: %v, want 8000 → 691", got)
	}
	want := map[string]string{"paid search": "195/1586", "organic search": "270/2296", "social": "75/1350", "unknown": "179/1099", "<nil>": "14/60"}
	for _, g := range s.object("funnel", "--window", "none", "--by", "channel")["groups"].([]any) {
		name := fmt.Sprint(g.(map[string]any)["group"])
		n := stageCounts(g)
		if w, asked := want[name]; asked && fmt.Sprintf("%d/%d", n[3], n[0]) != w {
			t.Errorf("%s: %d/%d, want %s", name, n[3], n[0], w)
		}
		delete(want, name)
	}
	if len(want) > 0 {
		t.Errorf("no group for %v", want)
	}
}

func TestCorporateRegister(t *testing.T) {
	file := shared(t, "nta/31_tottori_all_20260731.csv")
	s := begin(t, "blank")
	s.want(s.object("import", "prospects", file, "--preset", "nta"), map[string]any{"created": 20214, "rejected_count": 0, "encoding": "cp932"})
	for filter, want := range map[string]int{`closed_day!=""`: 2764, `kana!=""`: 11299, `corporate_number=""`: 0} {
		s.want(s.object("prospects", "search", "--where", filter, "--limit", "1"), map[string]any{"total": want})
	}
	for _, dry := range [][]string{{"--dry-run"}, nil} {
		s.want(s.object(append([]string{"import", "prospects", file, "--preset", "nta"}, dry...)...),
			map[string]any{"created": 0, "updated": 0, "skipped": 20214, "rejected_count": 0})
	}
	s.want(s.object("check"), map[string]any{"ok": true})
}

func TestAds(t *testing.T) {
	file := shared(t, "ads/KAG_conversion_data_noids.csv")
	s := begin(t, "blank")
	s.want(s.object("import", "measures", file, "--day", "2017-08-30", "--map", "channel=age", "--measure", "impressions=Impressions",
		"--measure", "clicks=Clicks", "--measure", "spend=Spent", "--measure", "conversions=Total_Conversion"), map[string]any{"rows": 1143, "rejected_count": 0})
	for key, k := range map[string]struct {
		formula, unit string
		want          float64
	}{
		"ctr": {"clicks ÷ impressions", "ratio", 0.000179}, "cpc": {"spend / clicks", "yen", 1.5382},
		"cpa": {"spend / conversions", "yen", 17.9857}, "cvr": {"conversions / clicks", "ratio", 0.085523},
	} {
		s.ok("kpi", "set", key, "--formula", k.formula, "--unit", k.unit)
		if got := s.object("kpi", "value", key, "--period", "2017-08")["value"].(float64); math.Abs(got-k.want) > k.want*3e-3/10 && math.Abs(got-k.want) > 5e-7 {
			t.Errorf("%s: %v, want %v", key, got, k.want)
		}
	}
	ages := map[string]float64{"30-34": 10.6586, "35-39": 17.7515, "40-44": 22.1601, "45-49": 30.3372}
	for _, g := range s.object("kpi", "value", "cpa", "--period", "2017-08", "--by", "channel")["groups"].([]any) {
		g := g.(map[string]any)
		if want := ages[g["group"].(string)]; math.Abs(g["value"].(float64)-want) > 5e-5 {
			t.Errorf("CPA of %s: %v, want %v", g["group"], g["value"], want)
		}
	}
	s.ok("kpi", "set", "over_zero", "--formula", "spend / (clicks - clicks)", "--unit", "ratio")
	s.want(s.object("kpi", "value", "over_zero", "--period", "2017-08"), map[string]any{"value": nil})
}
