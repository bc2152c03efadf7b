package e2e

import (
	"image"
	"os"
	"os/exec"
	"slices"
	"testing"
)

const sampleTitle = "営業部 2026年度"

// side is the detail of the prospect page; stages are its buttons.
var (
	side        = image.Rect(962, 0, 1280, 775)
	stageButton = map[string]image.Point{"interest": {1087, 91}, "consider": {1160, 91}, "buy": {1232, 91}}
)

func (w window) tap(p image.Point) { w.Helper(); w.click(p.X, p.Y) }

func TestSearchOpenAndMoveAProspect(t *testing.T) {
	d := newDesk(t)
	ws := sampleWorkspace(t)
	w := d.open(t.TempDir(), sampleTitle, ws.file)
	w.goes("ctrl+2", rowProspects)
	want := ws.search("asahi-seiko")
	if len(want) != 5 || want[0].Stage != "aware" {
		t.Fatalf("the sample changed: %+v", want)
	}
	stage := func() string { return ws.search("asahi-seiko")[0].Stage }

	w.click(600, 88)
	w.changes(image.Rect(190, 320, 940, 760), func() { w.types("asahi-seiko") })
	w.changes(side, func() { w.keys("Down", "Down") })
	w.settles(side)
	w.changes(side, func() { w.tap(stageButton["interest"]) })
	soon(t, "the first company found is moved", func() bool { return stage() == "interest" })
	if others := ws.search("asahi-seiko"); others[1] != want[1] || others[4] != want[4] {
		t.Errorf("other companies were moved too: %+v", others)
	}
	w.keys("ctrl+z")
	soon(t, "Ctrl+Z takes the move back", func() bool { return stage() == "aware" })

	w.click(280, 202)
	w.settles(side)
	w.keys("F2")
	w.settles(image.Rect(800, 100, 1140, 780))
	w.keys("ctrl+a")
	w.types("Zebra Seiko 77")
	w.keys("ctrl+Return")
	soon(t, "the company has its new name", func() bool { return len(ws.search("Zebra Seiko 77")) == 1 })
	w.quits()
	if _, err := os.Stat(ws.file + "-wal"); err == nil {
		t.Error("closing left a -wal file beside the workspace")
	}
	var ok struct{ OK bool }
	if ws.command(&ok, "check"); !ok.OK {
		t.Error("check finds fault with the workspace")
	}
}

func (ws workspace) target() float64 {
	ws.Helper()
	return *ws.number("new_appointments", "2026-11", "target")
}

// types95InNovember types a target for 新規アポ獲得数 into the grid of targets.
func (w window) types95InNovember(ws workspace) {
	w.Helper()
	w.goes("ctrl+4", rowKPI)
	w.changes(page, func() { w.click(338, 81) })
	w.settles(page)
	w.click(800, 230) // October
	w.keys("Right")
	w.types("95")
	w.keys("Return")
	soon(w, "November's target is 95", func() bool { return ws.target() == 95 })
}

func TestTypeTargetsCountsAndStages(t *testing.T) {
	d := newDesk(t)
	ws := sampleWorkspace(t)
	w := d.open(t.TempDir(), sampleTitle, ws.file)

	w.types95InNovember(ws)
	w.keys("ctrl+z")
	soon(t, "Ctrl+Z takes the target back", func() bool { return ws.target() == 91 })

	w.goes("ctrl+3", rowFunnel)
	before := *ws.number("lp_visits", "2026-11", "value")
	w.changes(page, func() { w.click(1095, 81) })
	w.settles(page)
	w.click(490, 266) // LP visits on Monday the 16th
	w.types("1102")
	w.keys("Tab")
	soon(t, "a thousand visits more are counted", func() bool { return *ws.number("lp_visits", "2026-11", "value") == before+1000 })

	w.keys("shift+Tab")
	w.goes("ctrl+3", rowFunnel)
	w.changes(page, func() { w.click(1222, 81) })
	w.settles(page)
	if got := ws.stages(); !slices.Equal(got, []string{"認知", "興味", "検討", "購入"}) {
		t.Fatalf("stages: %q", got)
	}
	w.click(400, 131)
	w.keys("ctrl+a")
	w.types("Meeting")
	w.click(1210, 251)
	soon(t, "the second stage has another name", func() bool { return slices.Equal(ws.stages(), []string{"認知", "Meeting", "検討", "購入"}) })
	w.quits()
}

func TestThemeAndLanguage(t *testing.T) {
	d := newDesk(t)
	ws := sampleWorkspace(t)
	w := d.open(t.TempDir(), sampleTitle, ws.file)
	if !near(w.at(20, 600), navLight) {
		t.Errorf("the window doesn't begin light: %v", w.at(20, 600))
	}
	w.palette("theme")
	w.becomes(20, 600, navDark, "the window is dark")
	soon(t, "the theme is kept", func() bool { return ws.setting("theme") == "dark" })
	w.palette("language")
	soon(t, "the language is kept", func() bool { return ws.setting("language") == "en" })
	w.palette("theme")
	w.becomes(20, 600, navLight, "the window is light again")

	w.quits()
}

func TestASecondWindowLooksOn(t *testing.T) {
	ws := sampleWorkspace(t)
	w := newDesk(t).open(t.TempDir(), sampleTitle, ws.file)
	second := newDesk(t).open(t.TempDir(), sampleTitle, ws.file)
	second.becomes(600, 10, notice, "the second window says that the file is open elsewhere")
	second.goes("ctrl+4", rowKPI)
	if out, err := exec.Command(binary, "--workspace", ws.file, "target", "set", "new_appointments", "--period", "2026-11", "--value", "1").CombinedOutput(); err == nil {
		t.Errorf("a command wrote while a window has the file: %s", out)
	}
	second.changes(page, func() { w.types95InNovember(ws) })
	second.quits()
	w.quits()
}
