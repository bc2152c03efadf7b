package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
)

// TestByKeyboardAloneFromAGoalToTheReport goes the whole way without a mouse:
// an empty workspace, a goal in four steps, a month's numbers, an import, a
// review with a cause and an action, the report. What each step did is asked of
// the command line.
func TestByKeyboardAloneFromAGoalToTheReport(t *testing.T) {
	for lang, say := range spoken {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			walkBy(t, lang, say)
		})
	}
}

// spoken are the words typed on the way.
var spoken = map[string]map[string]string{
	"ja": {"title": "しるべ", "goal": "年間売上", "deals": "受注件数", "price": "平均単価", "owner": "佐藤", "cause": "展示会が中止", "action": "既存客へ電話", "target": "100"},
	"en": {"title": "Shirube", "goal": "Annual sales", "deals": "Deals won", "price": "Average price", "owner": "Sato", "cause": "The fair was cancelled", "action": "Call earlier customers", "target": "1000"},
}

const keyboardDay = "2026-11-24"

func walkBy(t *testing.T, lang string, say map[string]string) {
	d := newDesk(t)
	codes := d.teach(say)
	home := t.TempDir()
	ws := workspace{t, filepath.Join(home, "work.shirube")}
	w := &typist{window: d.start(binary, home, say["title"], "--lang", lang, "--today", keyboardDay), codes: codes}
	w.settles(everything)
	shots := 0
	shot := func(name string) {
		shots++
		w.drawn()
		w.shot(fmt.Sprintf("%02d-%s-%s", shots, name, lang))
	}
	shot("start")

	w.opens("Tab", "Tab", "Tab", "Tab", "space")
	w.keys("ctrl+a")
	w.types(ws.file)
	shot("where")
	w.opens("ctrl+Return")
	soon(t, "the workspace is there", func() bool { _, err := os.Stat(ws.file); return err == nil })
	w.becomes(150, rowKPI, tint, "the way to a goal is open")
	w.settles(everything)

	w.types(say["goal"])
	w.keys("Tab", "Tab", "Tab", "Tab")
	w.types("120,000,000")
	shot("goal")
	w.opens("ctrl+Return")

	for _, f := range []string{"deals", "price"} {
		w.opens("space")
		w.types(say[f])
		w.opens("ctrl+Return")
	}
	shot("factors")
	w.opens("ctrl+Return")

	w.opens("shift+Tab", "space")
	shot("indicator")
	w.opens("ctrl+Return")
	w.keys("Tab")
	w.types("10")
	w.opens("Tab", "space")
	w.opens("End", "Return")
	w.types(say["owner"])
	w.opens("ctrl+Return")
	w.opens("Tab", "Tab", "space")
	w.opens("Tab", "space")
	w.opens("Home", "Down", "Down", "Return")
	w.opens("ctrl+Return")
	w.keys("Tab")
	w.types(say["target"])
	w.opens("Tab", "space")
	w.opens("Home", "Down", "Return")
	shot("indicators")
	w.opens("ctrl+Return")
	shot("check")
	if ks := ws.kpis(); len(ks) != 0 {
		t.Fatalf("before the end there is %v", ks)
	}
	w.opens("ctrl+Return")
	var ks []indicator
	soon(t, "the goal and its factors are KPIs", func() bool { ks = ws.kpis(); return len(ks) == 3 })
	goal, deals, price := ks[0], ks[1], ks[2]
	if goal.Name != say["goal"] || deals.Name != say["deals"] || price.Name != say["price"] || deals.Owner != say["owner"] || price.Owner != say["owner"] || price.Unit != "yen" {
		t.Fatalf("the KPIs are %+v", ks)
	}
	if v := ws.number(goal.Key, "FY2026", "target"); v == nil || *v != 120_000_000 {
		t.Errorf("the goal's target is %v", v)
	}
	shot("tree")

	w.settles(everything)
	w.opens("ctrl+e")
	for _, k := range slices.SortedFunc(slices.Values([]indicator{deals, price}), func(a, b indicator) int { return strings.Compare(a.Formula, b.Formula) }) {
		w.keys("Home")
		if k == price {
			for range 4 {
				w.types("900000")
				w.keys("Tab")
			}
			w.types("900000")
			w.keys("Return")
			continue
		}
		for _, v := range []string{"8", "11", "9", "10"} {
			w.types(v)
			w.keys("Tab")
		}
		w.types("120")
		w.keys("Tab", "shift+Tab")
		w.settles(everything)
		shot("doubt")
		w.types("3")
		w.keys("Return")
	}
	soon(t, "October's deals and prices are kept", func() bool {
		n, p := ws.value(deals.Key, "2026-10"), ws.value(price.Key, "2026-10")
		return n != nil && *n == 3 && p != nil && *p == 900_000
	})
	w.settles(everything)
	shot("sheet")

	history := "日付,指標,値\n"
	for i, v := range []int{9, 12, 8, 10, 11, 9, 10, 12, 8, 10} {
		day := time.Date(2025, time.August, 1, 0, 0, 0, 0, time.UTC).AddDate(0, i, 0).Format(time.DateOnly)
		history += fmt.Sprintf("%s,%s,%d\n%s,%s,900000\n", day, deals.Formula, v, day, price.Formula)
	}
	file := ws.write("history.csv", history)
	w.opens("Escape", "ctrl+k")
	w.types("import_m")
	w.opens("Return")
	w.types(file)
	shot("file")
	w.opens("ctrl+Return")
	w.ready()
	shot("columns")
	w.opens("ctrl+Return")
	w.ready()
	shot("forecast")
	if v := ws.value(deals.Key, "2025-08"); v != nil {
		t.Fatalf("before the import is started there is %v", *v)
	}
	w.opens("ctrl+Return")
	soon(t, "the past is there", func() bool { v := ws.value(deals.Key, "2025-08"); return v != nil && *v == 9 })
	w.settles(everything)
	shot("imported")

	w.opens("ctrl+5")
	shot("review")
	w.opens(append(slices.Repeat([]string{"Tab"}, 12), "space")...)
	w.types(say["cause"])
	w.opens("ctrl+Return")
	w.opens("Down", "Down", "Return")
	w.keys("ctrl+Return")
	soon(t, "October's cause is written", func() bool { return ws.reviewed("2026-10").Causes == 1 })
	w.settles(everything)
	shot("cause")
	w.opens("Tab", "Tab", "space")
	w.types(say["action"])
	shot("action")
	w.keys("ctrl+Return")
	soon(t, "an action is decided on", func() bool { return ws.reviewed("2026-10").Open == 1 })
	w.settles(everything)
	shot("reviewed")

	w.opens("ctrl+6")
	shot("report")
	w.opens("ctrl+Return")
	shot("export")
	w.keys("ctrl+Return")
	soon(t, "the report is written", func() bool {
		found, _ := filepath.Glob(filepath.Join(home, "*.pdf"))
		return len(found) == 1
	})
	w.settles(everything)
	shot("written")
	w.opens("ctrl+1")
	shot("today")
	w.quits()
}

// reviewed is what is kept of a period's review.
func (ws workspace) reviewed(period string) (found struct {
	Period       string
	Causes, Open int
}) {
	ws.Helper()
	var all struct {
		Reviews []struct {
			Period       string
			Causes, Open int
		}
	}
	ws.command(&all, "review", "list")
	for _, r := range all.Reviews {
		if r.Period == period {
			found = r
		}
	}
	return found
}

type indicator struct{ Key, Name, Formula, Unit, Owner string }

func (ws workspace) kpis() []indicator {
	ws.Helper()
	var all struct{ KPIs []indicator }
	ws.command(&all, "kpi", "list")
	return all.KPIs
}

func (ws workspace) value(key, period string) *float64 { return ws.number(key, period, "value") }

// opens presses keys once what was typed before is drawn, and waits until what
// they open has come to rest.
func (w *typist) opens(keys ...string) {
	w.Helper()
	w.drawn()
	w.changes(everything, func() { w.keys(keys...) })
	w.settles(everything)
}

// drawn waits until what was typed is.
func (w *typist) drawn() {
	w.Helper()
	if w.typing {
		w.settles(everything)
		w.typing = false
	}
}

// ready waits until the button that leads on can be pressed.
func (w *typist) ready() {
	w.Helper()
	w.becomes(next.X, next.Y-12, accent, "the next step is ready")
}

// typist types texts in any script: a key of its own for each character that
// the keyboard lacks. xdotool by itself would change the map at every one of
// them, and a busy window misses some.
type typist struct {
	window
	codes  map[rune]int // of its keys
	typing bool         // what was typed may not be drawn yet
}

// freeKeys are keycodes that no keyboard has.
const freeKeys = 208

// teach gives the screen's keyboard keys for the characters of texts.
func (d desk) teach(texts map[string]string) map[rune]int {
	d.Helper()
	codes := map[rune]int{}
	var keys strings.Builder
	for _, text := range texts {
		for _, r := range text {
			if r > unicode.MaxASCII && codes[r] == 0 {
				codes[r] = freeKeys + len(codes)
				fmt.Fprintf(&keys, "override key <I%d> { [ U%04X ] };\n", codes[r], r)
			}
		}
	}
	if freeKeys+len(codes) > 256 {
		d.Fatalf("%d characters are more than a keyboard has keys for", len(codes))
	}
	layout := "xkb_keymap {\nxkb_keycodes { include \"evdev+aliases(qwerty)\" };\nxkb_types { include \"complete\" };\n" +
		"xkb_compat { include \"complete\" };\nxkb_symbols { include \"pc+us\"\n" + keys.String() + "};\n};\n"
	// The screen's keyboard, and the one of its test extension by which xdotool types.
	for _, device := range [][]string{{"-i", "5"}, {}} {
		c := exec.Command("xkbcomp", append(device, "-w0", "-", d.display)...)
		c.Stdin = strings.NewReader(layout)
		if out, err := c.CombinedOutput(); err != nil {
			d.Fatalf("xkbcomp: %v\n%s", err, out)
		}
	}
	return codes
}

// types types a text.
func (w *typist) types(text string) {
	w.Helper()
	var args []string
	for _, r := range text {
		if code := w.codes[r]; code != 0 {
			args = append(args, "key", "--delay", "25", strconv.Itoa(code))
		} else {
			args = append(args, "type", "--delay", "25", "--args", "1", string(r))
		}
	}
	w.xdotool(args...)
	w.typing = true
}

// shot keeps a picture of the screen beside the others where SHIRUBE_SHOTS names a folder.
func (w window) shot(name string) {
	dir := os.Getenv("SHIRUBE_SHOTS")
	if dir == "" {
		return
	}
	out, err := w.png()
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+".png"), out, 0o600)
	}
	if err != nil {
		w.Fatal(err)
	}
}
