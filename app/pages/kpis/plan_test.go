package kpis_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"shirube/app/apptest"
	"shirube/app/route"
	"shirube/app/widgets"
	"shirube/data/period"
)

func TestPlanSaysWhatToDoEachWeek(t *testing.T) {
	o := open(t, "sample", route.KPIs{Tab: "plan"})
	o.Settle()
	o.says(t, "毎週 ", "新規アポ獲得数", "の見込みで届きます", "いまは週")
	field := apptest.Find[*widgets.Field](o.page.Object())[0]
	if got := field.Text(); got != "1億2,000万円" {
		t.Errorf("the goal asked for is %q", got)
	}
	field.SetText("たくさん")
	o.Tap(o.Button(o.page.Object(), "逆算する"), 1, 1, 0)
	o.says(t, "1億2,000万円")
}

func TestWhatIfRecomputesAndBecomesTargets(t *testing.T) {
	o := open(t, "sample", route.KPIs{Tab: "what_if"})
	all, err := o.ws.KPIs.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	fields := apptest.Find[*widgets.Field](o.page.Object())
	row := 0
	for i, k := range all {
		if k.Key == "meeting_rate" {
			row = i
		}
	}
	o.Type(fields[row].Entry, "60")
	year := o.ws.Calendar().Of(period.Year, o.ws.Today())
	found, err := o.ws.KPIs.WhatIf(t.Context(), year, map[string]float64{"meeting_rate": 0.6})
	if err != nil || found.Goal == nil || found.Goal.Then == nil {
		t.Fatal(found, err)
	}
	o.says(t, "60.0%", "途中の期間")
	before, err := o.ws.KPIs.Targets(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	o.Key(o.Button(o.page.Object(), "この値を目標にする"), fyne.KeyReturn)
	after, err := o.ws.KPIs.Targets(t.Context())
	if err != nil || len(after) != len(before)+1 || after[len(after)-1].KPI != "meeting_rate" || after[len(after)-1].Value != 0.6 {
		t.Errorf("%d targets of %d, %v", len(after), len(before), err)
	}
	if toast := o.nav.Toasts[len(o.nav.Toasts)-1]; !strings.Contains(toast, "1件") || o.nav.Undos[len(o.nav.Undos)-1] == nil {
		t.Errorf("said %q", toast)
	}
}

func TestHealthIsMendedFromItsPlace(t *testing.T) {
	o := open(t, "sample", route.KPIs{Key: "meeting_rate"})
	k, _ := o.kpi(t, "meeting_rate")
	k.Owner = ""
	if err := o.ws.KPIs.Save(t.Context(), k); err != nil {
		t.Fatal(err)
	}
	o.page.Reload()
	o.Settle()
	for _, b := range apptest.Find[*widgets.Button](o.page.Object()) {
		if strings.HasPrefix(b.Text(), "担当を") && strings.HasSuffix(b.Text(), "にする") {
			o.Key(b, fyne.KeyReturn)
			break
		}
	}
	if k, _ := o.kpi(t, "meeting_rate"); k.Owner == "" {
		t.Error("nobody answers for it still")
	}
}
