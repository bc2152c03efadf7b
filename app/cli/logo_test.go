package cli

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheLogoStandsOnEveryReport(t *testing.T) {
	s := begin(t, "sales")
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 90, 30))); err != nil {
		t.Fatal(err)
	}
	report := func(format string) []byte {
		out := filepath.Join(t.TempDir(), "r."+format)
		s.ok("report", "--period", "2026-10", "--format", format, "--out", out, "--today", "2026-11-22")
		b, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	marks := map[string]string{"html": `src="data:image/png;base64,`, "pdf": "/Subtype /Image", "xlsx": "xl/media/image1.png"}
	for format, mark := range marks {
		if bytes.Contains(report(format), []byte(mark)) {
			t.Errorf("%s has a logo before there is one", format)
		}
	}
	s.ok("settings", "logo", s.write("logo.png", picture.String()))
	for format, mark := range marks {
		first := report(format)
		if !bytes.Contains(first, []byte(mark)) {
			t.Errorf("%s has no logo", format)
		}
		if format != "xlsx" && !bytes.Equal(first, report(format)) {
			t.Errorf("%s differs when it is written again", format)
		}
	}
	for name, text := range map[string]string{"logo.svg": `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`, "half.png": picture.String()[:40]} {
		if code, _, said := s.run("settings", "logo", s.write(name, text)); code != Failed || !strings.Contains(said, "PNG") {
			t.Errorf("%s: exit %d, %s", name, code, said)
		}
	}
	if code, _, _ := s.run("settings", "logo"); code != Usage {
		t.Errorf("without a file: exit %d", code)
	}
	s.ok("settings", "logo", "--remove")
	if bytes.Contains(report("html"), []byte(marks["html"])) {
		t.Error("the logo is still there")
	}
}
