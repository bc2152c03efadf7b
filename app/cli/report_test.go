package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestReportsInEveryFormat(t *testing.T) {
	s := &shell{t, filepath.Join(t.TempDir(), "見本.shirube")}
	s.ok("init", s.file, "--sample")
	for format, begins := range map[string]string{"html": "<!doctype html>", "pdf": "%PDF-1.", "xlsx": "PK\x03\x04"} {
		out := filepath.Join(t.TempDir(), "report."+format)
		got := s.object("report", "--period", "2026-10", "--format", format, "--for", "経営会議 御中", "--out", out)
		b, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(b, []byte(begins)) || got["bytes"] != float64(len(b)) {
			t.Errorf("%s begins with %q; %v bytes are told, %d are there", format, b[:8], got["bytes"], len(b))
		}
	}
	page := filepath.Join(t.TempDir(), "only.html")
	s.ok("report", "--period", "2026-10", "--section", "summary,goal", "--out", page)
	b, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(b, []byte("<section")); n != 2 {
		t.Errorf("%d sections, two were asked for", n)
	}
	s.ok("report", "--period", "2026-10", "--section", "definitions,summary,definitions,kpis", "--out", page, "--lang", "ja")
	if b, err = os.ReadFile(page); err != nil {
		t.Fatal(err)
	}
	at := func(mark string) int { return bytes.Index(b, []byte(mark)) }
	if d, m, k := at("<h2>数字の定義"), at("<section class=\"summary\""), at("<h2>KPI</h2>"); d < 0 || d > m || m > k || bytes.Count(b, []byte("<section")) != 3 {
		t.Errorf("definitions, summary and KPIs stand at %d, %d and %d of %d sections", d, m, k, bytes.Count(b, []byte("<section")))
	}
	for _, wrong := range [][]string{{"--template", "yearly"}, {"--section", "weather"}, {"--format", "docx"}} {
		if code, _, said := s.run(append([]string{"report", "--period", "2026-10", "--out", page}, wrong...)...); code == Done || said == "" {
			t.Errorf("%v: exit %d, %q", wrong, code, said)
		}
	}
}

func TestAChartIsSavedForSlides(t *testing.T) {
	s := &shell{t, filepath.Join(t.TempDir(), "見本.shirube")}
	s.ok("init", s.file, "--sample")
	for _, of := range []struct{ chart, file, begins string }{
		{"funnel", "f.svg", "<svg "}, {"drivers", "d.PNG", "\x89PNG"}, {"goal", "g.png", "\x89PNG"}, {"meeting_rate", "k.svg", "<svg "},
	} {
		out := filepath.Join(t.TempDir(), of.file)
		s.ok("report", "chart", of.chart, "--period", "2026-10", "--out", out)
		if b, err := os.ReadFile(out); err != nil || !bytes.HasPrefix(b, []byte(of.begins)) {
			t.Errorf("%s begins with %q (%v)", of.file, b[:min(8, len(b))], err)
		}
	}
	for _, wrong := range [][]string{{"weather", "--out", "x.png"}, {"funnel", "--period", "1999-10", "--out", "x.png"}} {
		if code, _, said := s.run(append([]string{"report", "chart"}, wrong...)...); code != Failed || said == "" {
			t.Errorf("%v: exit %d, %q", wrong, code, said)
		}
	}
}

func TestAReportIsWrittenAsItsFileIsNamed(t *testing.T) {
	s := begin(t, "blank")
	for format, begins := range map[string]string{"HTML": "<!doctype html>", "pdf": "%PDF-1.", "xlsx": "PK\x03\x04"} {
		out := filepath.Join(t.TempDir(), "report."+format)
		s.ok("report", "--period", "2026-10", "--out", out)
		b, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(b, []byte(begins)) {
			t.Errorf("report.%s begins with %q", format, b[:8])
		}
	}
}

func TestAFileOfAnotherKindIsRefusedWithWhatCanBe(t *testing.T) {
	s := begin(t, "blank")
	for _, c := range []struct {
		args, told string
	}{
		{"report --out x.docx", "--out docx は使えません: html, pdf, xlsx のどれかです (使い方: shirube report --period P --out FILE"},
		{"report --format docx --out x.html", "--format docx は使えません: html, pdf, xlsx のどれかです"},
		{"report chart funnel --out x.jpg", "--out jpg は使えません: png, svg のどれかです"},
		{"report chart funnel --out x", "--out FILE は使えません: png, svg のどれかです"},
	} {
		p := program(append([]string{"-w", s.file, "--lang", "ja"}, strings.Fields(c.args)...)...)
		out, _ := p.CombinedOutput()
		if p.ProcessState.ExitCode() != Usage || !strings.HasPrefix(string(out), "shirube: "+c.told) {
			t.Errorf("%s: exit %d %s", c.args, p.ProcessState.ExitCode(), out)
		}
	}
}
