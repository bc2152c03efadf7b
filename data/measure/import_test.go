package measure_test

import (
	"testing"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/intake"
	"shirube/data/measure"
	"shirube/data/period"
	"shirube/data/tabular"
)

// Two columns called CTR and CTR (%) make the same key. Their numbers must not
// be added up in silence; another width or space is the same name.
func TestNamesThatMakeOneKeyAreNotAddedUp(t *testing.T) {
	st := datatest.Workspace(t)
	run := func(text string, opts intake.Options) (intake.Result, error) {
		t.Helper()
		src, err := tabular.OpenText("pasted", text, tabular.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return measure.Import(t.Context(), src, opts, measure.Deps{Store: st, News: &change.Bus{}, Clock: datatest.Clock})
	}
	long := "day,measure,value\n2026-10-01,CTR,3\n2026-10-01,CTR (%),4\n2026-10-01,ＣＴＲ,5\n2026-10-01,???,6\n2026-10-01,!!!,7\n"
	for range 2 {
		r, err := run(long, intake.Options{})
		if err != nil || r.RejectedCount != 2 || r.Rejected[0].Code != measure.SameKey || r.Rejected[1].Line != 6 {
			t.Fatalf("got %+v (%v)", r, err)
		}
		values, err := st.Values(t.Context(), "CTR", period.Range{})
		if err != nil || len(values) != 1 || values[0].Value != 8 {
			t.Errorf("CTR is %+v (%v)", values, err)
		}
	}
	_, err := run("day,CTR,CTR (%)\n2026-10-01,3,4\n", intake.Options{Wide: map[string]string{"CTR": "CTR", "CTR (%)": "CTR (%)"}})
	if data.CodeOf(err) != measure.SameKey {
		t.Errorf("side by side: %v", err)
	}
}

func TestSumBeyondAllNumbersIsRejectedWhetherDryOrNot(t *testing.T) {
	st := datatest.Workspace(t)
	for _, dry := range []bool{true, false} {
		src, err := tabular.OpenText("pasted", "day,measure,value\n2026-10-01,x,1e308\n2026-10-01,x,1e308\n2026-10-02,x,1\n", tabular.Options{})
		if err != nil {
			t.Fatal(err)
		}
		r, err := measure.Import(t.Context(), src, intake.Options{DryRun: dry}, measure.Deps{Store: st, News: &change.Bus{}, Clock: datatest.Clock})
		if err != nil || r.Created != 2 || r.RejectedCount != 1 || r.Rejected[0].Line != 3 || r.Rejected[0].Code != intake.BadNumber {
			t.Errorf("dry %v: %+v (%v)", dry, r, err)
		}
	}
}
