package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestExportTheReportAndOpenItInABrowser(t *testing.T) {
	needs(t, "chromium")
	d := newDesk(t)
	ws := sampleWorkspace(t)
	file := ws.beside("report.html")
	w := d.open(t.TempDir(), sampleTitle, ws.file)
	w.goes("ctrl+6", rowReports)
	w.changes(page, func() { w.click(378, 652) }) // Webページ
	w.changes(page, func() { w.click(337, 696) })
	w.keys("ctrl+a")
	w.types(file)
	w.keys("ctrl+Return")
	soon(t, "the report is written", func() bool { info, err := os.Stat(file); return err == nil && info.Size() > 1<<20 })
	w.quits()

	dom, said, asked := browse(t, file)
	if !strings.Contains(dom, "2026年10月 レポート") {
		t.Error("the report has another title")
	}
	places, drawn := strings.Count(dom, `<div class="chart"`), strings.Count(dom, "_echarts_instance_")
	if places < 2 || drawn != places {
		t.Errorf("%d of %d charts are drawn", drawn, places)
	}
	for line := range strings.Lines(said) {
		if strings.Contains(line, "CONSOLE") {
			t.Errorf("the console says %s", line)
		}
	}
	if len(asked) > 0 {
		t.Errorf("the report asks for %q", asked)
	}
}

func TestARequestWouldBeNoticed(t *testing.T) {
	needs(t, "chromium")
	w := workspace{t, filepath.Join(t.TempDir(), "none")}
	_, _, asked := browse(t, w.write("page.html", `<!doctype html><img src="http://example.invalid/a.png">`))
	if !slices.Equal(asked, []string{"http://example.invalid/a.png"}) {
		t.Errorf("the page asked for %q", asked)
	}
}

// browserItself marks the requests Chromium makes for its own sake.
const browserItself = "not an origin"

// browse opens a page in Chromium: the document after its scripts ran, without
// their text, what was logged, and the addresses the page asked for.
func browse(t *testing.T, file string) (dom, said string, asked []string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	log := file + ".net"
	c := exec.CommandContext(ctx, "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--disable-extensions", "--host-resolver-rules=MAP * ~NOTFOUND", "--enable-logging=stderr", "--v=0",
		"--user-data-dir="+t.TempDir(), "--log-net-log="+log, "--dump-dom", "file://"+file)
	c.WaitDelay = 5 * time.Second
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	if err := c.Run(); err != nil {
		t.Fatalf("chromium: %v\n%s", err, errs.String())
	}
	content, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	var net struct {
		Events []struct {
			Params struct{ URL, Initiator string }
		}
	}
	if err := json.Unmarshal(content, &net); err != nil {
		t.Fatal(err)
	}
	for _, e := range net.Events {
		if by := e.Params.Initiator; by != "" && by != browserItself && !slices.Contains(asked, e.Params.URL) {
			asked = append(asked, e.Params.URL)
		}
	}
	parts := strings.Split(out.String(), "<script")
	dom = parts[0]
	for _, p := range parts[1:] {
		_, after, _ := strings.Cut(p, "</script>")
		dom += after
	}
	return dom, errs.String(), asked
}
