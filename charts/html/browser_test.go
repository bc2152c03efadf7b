package html

import (
	"bytes"
	"context"
	"flag"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shirube/assets/words"
	"shirube/charts/charttest"
	"shirube/data/report"
)

var keep = flag.String("keep", "", "folder in which the pages, their pictures and prints are left")

// browse loads a page in Chromium and gives the document after its scripts
// ran and what the browser logged.
func browse(t *testing.T, file string, more ...string) (dom, log string) {
	t.Helper()
	program, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("chromium is needed to check the report; install the package chromium")
		}
		t.Skip("chromium is not installed: the report was not opened in a browser")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	args := append([]string{
		"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--disable-extensions", "--enable-logging=stderr", "--v=0",
		"--user-data-dir=" + t.TempDir(), "--log-net-log=" + file + ".net", "--window-size=900,1600",
	}, more...)
	cmd := exec.CommandContext(ctx, program, append(args, "file://"+file)...)
	cmd.WaitDelay = 5 * time.Second
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("chromium: %v\n%s", err, errs.String())
	}
	return cutScripts(out.String()), errs.String()
}

func saved(t *testing.T, name string, doc report.Document, w *words.Words) string {
	t.Helper()
	folder := *keep
	if folder == "" {
		folder = t.TempDir()
	}
	file := filepath.Join(folder, name+".html")
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := Write(f, doc, w); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestTheBrowserDrawsEveryChartWithoutARequest(t *testing.T) {
	for _, lang := range []string{"ja", "en"} {
		doc := charttest.Document(t)
		file := saved(t, "sample-"+lang, doc, words.In(lang))
		dom, log := browse(t, file, "--dump-dom")
		charts := len(doc.Trends) + 1
		if got := strings.Count(dom, `<div class="chart"`); got != charts {
			t.Errorf("%s: %d places for charts, want %d", lang, got, charts)
		}
		if got := strings.Count(dom, "_echarts_instance_"); got != charts {
			t.Errorf("%s: echarts drew %d charts, want %d", lang, got, charts)
		}
		if got := strings.Count(dom, `baseProfile="full"`); got != charts {
			t.Errorf("%s: %d charts are SVG, want %d", lang, got, charts)
		}
		if !strings.Contains(dom, "1,126  23.4%") {
			t.Errorf("%s: the funnel's second bar has no words", lang)
		}
		quiet(t, file, log)
		if *keep != "" {
			browse(t, file, "--screenshot="+file+".png", "--window-size=900,3200", "--hide-scrollbars")
			browse(t, file, "--print-to-pdf="+file+".pdf", "--no-pdf-header-footer")
		}
	}
}

func TestHostileNamesStayText(t *testing.T) {
	doc := charttest.Hostile(t)
	file := saved(t, "hostile", doc, words.In("ja"))
	dom, log := browse(t, file, "--dump-dom")
	if title := between(dom, "<title>", "</title>"); !strings.HasPrefix(title, "2026年10月 レポート") {
		t.Errorf("the title became %q", title)
	}
	if strings.Count(dom, "<img") != 1 || strings.Count(dom, "<script") != len(doc.Trends)+1 {
		t.Errorf("an element was smuggled in: %d scripts", strings.Count(dom, "<script"))
	}
	if got := strings.Count(dom, "_echarts_instance_"); got != len(doc.Trends)+1 {
		t.Errorf("%d charts drawn, want %d", got, len(doc.Trends)+1)
	}
	for _, text := range charttest.Hostiles {
		if !strings.Contains(html.UnescapeString(dom), strings.TrimSpace(text)) {
			t.Errorf("%q isn't shown as it is", text)
		}
	}
	quiet(t, file, log)
	if *keep != "" {
		browse(t, file, "--screenshot="+file+".png", "--window-size=900,3200", "--hide-scrollbars")
	}
}

// quiet fails on anything the page said on the console and on any request but
// for the file itself.
func quiet(t *testing.T, file, log string) {
	t.Helper()
	for line := range strings.Lines(log) {
		if strings.Contains(line, "CONSOLE") {
			t.Errorf("console: %s", line)
		}
	}
	net, err := os.ReadFile(file + ".net")
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(net), "example.invalid") {
		t.Error("the browser asked for an address that a name contains")
	}
}

func between(s, from, to string) string {
	_, s, _ = strings.Cut(s, from)
	s, _, _ = strings.Cut(s, to)
	return s
}
