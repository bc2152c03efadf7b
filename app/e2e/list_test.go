package e2e

import (
	"archive/zip"
	"bufio"
	"encoding/json"
	"fmt"
	"image"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// rowsInSight is where the list shows its rows.
var rowsInSight = image.Rect(190, 190, 1260, 740)

// TestALongListInTheWindow types, scrolls, sorts and edits a long list as a
// user does, and reads from the program's own times that each was done.
// SHIRUBE_REGISTER=1 takes the 590,723 companies of the public register in place of
// 20,000 made ones.
func TestALongListInTheWindow(t *testing.T) {
	d := newDesk(t)
	ws, n := longList(t)
	w := timedWindow{d.open(t.TempDir(), "list", "--lang", "ja", "--theme", "light", "--times", ws.beside("times"), ws.file), ws.beside("times")}
	w.keys("ctrl+2")
	w.waits("list", func(l timed) bool { return l.Count == n })
	w.settles(page)

	w.click(600, 88)
	for _, text := range []string{"7", "77", "777"} { // the virtual screen loses characters that no keyboard has
		w.types("7")
		w.waits("search", func(l timed) bool { return l.Text == text })
	}
	w.keys("ctrl+a", "BackSpace")
	w.waits("search", func(l timed) bool { return l.Text == "" && l.Count == n })
	w.keys("Down")
	w.settles(page)

	top := w.picture()
	w.drags(1274, 235, 790)
	w.waits("scroll", func(l timed) bool { return l.Count > n-200 })
	w.drags(1274, 740, 150)
	soon(t, "the first rows are back", func() bool { return !differ(top, w.picture(), rowsInSight) })

	for _, x := range []int{230, 388, 483, 605, 660, 770, 920, 1020} {
		sorts := len(w.lines("search"))
		w.click(x, 202)
		soon(t, fmt.Sprint("the list is sorted by the column at ", x), func() bool { return len(w.lines("search")) > sorts })
	}

	w.click(300, 320)
	w.keys("ctrl+a")
	w.settles(page)
	w.click(487, 756) // 担当を変える
	w.settles(page)
	w.types("Sato")
	w.keys("ctrl+Return")
	w.waits("edit", func(l timed) bool { return l.Count == n })
	w.keys("ctrl+z")
	w.waits("undo", func(l timed) bool { return l.Count == n })
	w.quits()

	for _, l := range w.lines("") {
		t.Logf("%-12s %-20q %7d rows %9.1f ms, window busy at most %6.1f ms", l.What, l.Text, l.Count, l.MS, l.Stall)
		if l.What == "search" && strings.HasPrefix(l.Text, "7") {
			var found struct{ Total int }
			if ws.command(&found, "prospects", "search", l.Text, "--limit", "1"); found.Total != l.Count {
				t.Errorf("%s: the window found %d, the command line %d", l.Text, l.Count, found.Total)
			}
		}
	}
}

// timed is a line of the program's own times.
type timed struct {
	What, Text string
	Count      int
	MS         float64
	Stall      float64 `json:"stall_ms"`
}

type timedWindow struct {
	window
	file string
}

// lines are those of one kind, "" = all.
func (w timedWindow) lines(what string) (out []timed) {
	w.Helper()
	content, err := os.ReadFile(w.file)
	if err != nil {
		w.Fatal(err)
	}
	for line := range strings.Lines(string(content)) {
		var l timed
		if json.Unmarshal([]byte(line), &l) == nil && (what == "" || l.What == what) {
			out = append(out, l)
		}
	}
	return out
}

func (w timedWindow) waits(what string, is func(timed) bool) {
	w.Helper()
	soon(w, "the window tells of "+what, func() bool { return slices.ContainsFunc(w.lines(what), is) })
}

// drags takes hold of what is at x and a height and pulls it to another.
func (w window) drags(x, from, to int) {
	w.Helper()
	w.xdotool("mousemove", fmt.Sprint(x), fmt.Sprint(from), "mousedown", "1")
	for step := range 20 {
		w.xdotool("mousemove", fmt.Sprint(x), fmt.Sprint(from+(to-from)*(step+1)/20))
	}
	w.xdotool("mouseup", "1")
}

// longList imports the register, where that is asked for, or made companies.
func longList(t testing.TB) (ws workspace, n int) {
	t.Helper()
	ws = workspace{t, filepath.Join(t.TempDir(), "list.shirube")}
	if out, err := exec.Command(binary, "init", ws.file, "--template", "sales").CombinedOutput(); err != nil {
		t.Fatalf("init: %v\n%s", err, out)
	}
	args := []string{"import", "prospects", ws.beside("list.csv")}
	if zips, _ := filepath.Glob("../../../shared/data/nta/bulk2016/*.zip"); os.Getenv("SHIRUBE_REGISTER") != "" && len(zips) > 0 {
		unzip(t, zips, ws.beside("list.csv"))
		args = append(args, "--preset", "nta")
	} else {
		made := strings.Builder{}
		made.WriteString("会社名,市区町村,電話番号,従業員数,担当\n")
		families, trades := []string{"山田", "山本", "髙橋", "佐々木", "渡邊"}, []string{"商店", "製作所", "商事", "工業", "設計"}
		for i := range 20_000 {
			fmt.Fprintf(&made, "%s%s%d,%s,03-%04d-%04d,%d,%s\n", families[i%5], trades[i/5%5], i, []string{"鳥取市", "米子市"}[i%2], i%10_000, i, 1+i%300, []string{"田中", ""}[i%2])
		}
		ws.write("list.csv", made.String())
	}
	var done struct{ Created int }
	ws.command(&done, args...)
	return ws, done.Created
}

// unzip writes the CSV files of archives one behind the other.
func unzip(t testing.TB, zips []string, to string) {
	t.Helper()
	out, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	buffered := bufio.NewWriterSize(out, 1<<20)
	for _, path := range zips {
		z, err := zip.OpenReader(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			if r, err := f.Open(); err != nil {
				t.Fatal(err)
			} else if !strings.HasSuffix(f.Name, ".csv") {
				continue
			} else if _, err := io.Copy(buffered, r); err != nil {
				t.Fatal(err)
			}
		}
		z.Close()
	}
	if err := buffered.Flush(); err != nil {
		t.Fatal(err)
	}
}
