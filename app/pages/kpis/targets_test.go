package kpis_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"shirube/app/apptest"
	"shirube/app/pages/kpis"
	"shirube/app/route"
	"shirube/app/widgets"
	"shirube/assets/words"
	"shirube/data/kpi"
	"shirube/data/period"
)

func (o *opened) grid() *widgets.Grid { return apptest.Find[*widgets.Grid](o.page.Object())[0] }

// cell goes to a line of the sheet and a month (1 to 12, 0 = the year).
func (o *opened) cell(line, month int) {
	column := 12
	if month > 0 {
		column = (month + 8) % 12 // the fiscal year begins in April
	}
	o.grid().MoveTo(line, column)
}

// said writes targets as "period level value".
func said(ts []kpi.Target) (lines []string) {
	for _, x := range ts {
		lines = append(lines, x.Period+" "+string(x.Level)+" "+words.In("ja").Number(x.Value, 3))
	}
	return lines
}

// kept are the targets set for a KPI since a number of them.
func (o *opened) kept(t *testing.T, since int) []string {
	t.Helper()
	all, err := o.ws.KPIs.Targets(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return said(all[since:])
}

func (o *opened) targets(t *testing.T) int { return len(o.kept(t, 0)) }

// Lines of the sheet.
const (
	minimum = 0
	aim     = 1
	actual  = 3
)

func TestEnterGoesDownTheLevelsAndOnToTheNextMonth(t *testing.T) {
	o := open(t, "sales", route.KPIs{Tab: "targets", Key: "meeting_rate"})
	g := o.grid()
	o.cell(minimum, 10)
	for _, typed := range []string{"45", "55", "60.5%", "46"} {
		o.Type(g, typed)
		o.Key(g, fyne.KeyReturn)
	}
	want := []string{"2026-10 minimum 0.450", "2026-10 target 0.550", "2026-10 stretch 0.605", "2026-11 minimum 0.460"}
	if got := o.kept(t, 0); !slices.Equal(got, want) {
		t.Errorf("kept %q, want %q", got, want)
	}
	if o.grid() != g {
		t.Error("the grid was replaced while one typed")
	}
	o.cell(actual, 10)
	o.Type(g, "99")
	o.Key(g, fyne.KeyReturn)
	if got := o.targets(t); got != len(want) {
		t.Errorf("typed on what came of it: %d targets", got)
	}
}

func TestTargetsFromThePast(t *testing.T) {
	o := open(t, "sample", route.KPIs{Tab: "targets", Key: "meeting_rate"})
	had := o.targets(t)
	sheet, err := o.ws.Reviews().Sheet(t.Context(), "meeting_rate", o.ws.Calendar().Of(period.Year, o.ws.Today()))
	if err != nil {
		t.Fatal(err)
	}
	want := func(month int, l kpi.Level) string {
		s, ok := sheet.Months[month].Suggestion(sheet.KPI, l)
		if !ok {
			t.Fatalf("nothing is suggested for %s", sheet.Months[month].Period)
		}
		return said([]kpi.Target{{Period: sheet.Months[month].Period.String(), Level: l, Value: s.Value}})[0]
	}
	g := o.grid()
	o.cell(aim, 12)
	o.Key(g)
	g.TypedRune(' ')
	o.Settle()
	if got := o.kept(t, had); !slices.Equal(got, []string{want(8, kpi.Aim)}) {
		t.Errorf("the space bar sets %q, want %q", got, want(8, kpi.Aim))
	}
	o.Tap(o.Button(o.page.Object(), "実績から埋める"), 1, 1, 0)
	got := o.kept(t, had+1)
	if len(got) != 5 || got[0] != want(7, kpi.Aim) {
		t.Errorf("the rest of the year is set to %q", got)
	}
	if _, err := o.ws.Undo(t.Context()); err != nil || o.targets(t) != had+1 {
		t.Errorf("a filled year is undone to %d targets (%v)", o.targets(t)-had, err)
	}
}

func TestTheActualStandsUnderItsTarget(t *testing.T) {
	o := open(t, "sample", route.KPIs{Tab: "targets", Key: "meeting_rate"})
	g := o.grid()
	for row, want := range map[int]string{aim: "55.0%", actual: "◆ 40.2%"} {
		if got := g.Text(row, 6); got != want {
			t.Errorf("October shows %q in line %d, want %q", got, row, want)
		}
	}
	o.cell(aim, 10)
	o.Type(g, "90")
	o.Key(g, fyne.KeyReturn)
	o.cell(aim, 10)
	o.says(t, "ふだんの範囲の外です。過去19か月で届いたのは0か月だけ", "遅れ")
}

func TestAYearWithoutTargetsBeginsWithThePast(t *testing.T) {
	o := open(t, "sample", route.KPIs{Tab: "targets", Key: "meeting_rate"})
	kpis.ShowYear(o.page, "FY2027")
	o.Settle()
	o.says(t, "最初の目標", "過去19か月")
	had := o.targets(t)
	o.Tap(o.Button(o.page.Object(), "実績から入れる"), 1, 1, 0)
	if got := o.kept(t, had); len(got) != 36 || !strings.HasPrefix(got[0], "2027-04 minimum") {
		t.Errorf("set %q", got)
	}
	if strings.Contains(o.texts(), "最初の目標") {
		t.Error("the year still counts as empty")
	}
}

func TestTheSheetHasTheLimitsOfTheChart(t *testing.T) {
	o := open(t, "sample", route.KPIs{Tab: "targets", Key: "new_appointments"})
	sheet, err := o.ws.Reviews().Sheet(t.Context(), "new_appointments", o.ws.Calendar().Of(period.Year, o.ws.Today()))
	if err != nil {
		t.Fatal(err)
	}
	chart, err := o.ws.Reports.Series(t.Context(), sheet.KPI, o.ws.Calendar().Of(period.Month, o.ws.Today()))
	if err != nil {
		t.Fatal(err)
	}
	if *sheet.Low != *chart.Low || *sheet.High != *chart.High {
		t.Errorf("the sheet says %v to %v, the chart beside it %v to %v", *sheet.Low, *sheet.High, *chart.Low, *chart.High)
	}
}
