package kpis_test

import (
	"strings"
	"testing"

	"shirube/app/apptest"
	"shirube/app/route"
	"shirube/app/widgets"
)

// TestTheForecastStandsWithItsBandAndItsPast opens the goal: one figure of the
// chance with the plan, and every method behind the one that is taken.
func TestTheForecastStandsWithItsBandAndItsPast(t *testing.T) {
	o := open(t, "sample", route.KPIs{Key: "annual_sales"})
	o.says(t, "着地の見込み 1億1,610万円", "80%の幅 1億1,214万円〜1億2,005万円", "目標に届く見込み 18%")
	var basis *widgets.Button
	for _, b := range apptest.Find[*widgets.Button](o.page.Object()) {
		if strings.HasPrefix(b.Text(), "商談×受注率") {
			basis = b
		}
	}
	if basis == nil {
		t.Fatal(o.texts())
	}
	o.Tap(basis, 1, 1, 0)
	all := strings.Join(apptest.Texts(o.top()), "\n")
	for _, want := range []string{"営業日のペース", "過去8回の誤差2.4%", "前年同期", "商談×受注率", "過去8回の誤差1.7%", "この1年の平均"} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q in %s", want, all)
		}
	}
}

func TestARateIsNotCarriedOn(t *testing.T) {
	o := open(t, "sample", route.KPIs{Key: "win_rate"})
	for _, text := range strings.Split(o.texts(), "\n") {
		if strings.Contains(text, "着地") {
			t.Errorf("a rate is forecast: %s", text)
		}
	}
}
