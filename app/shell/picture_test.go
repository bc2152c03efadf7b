package shell

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"shirube/charts"
	"shirube/charts/charttest"
)

func TestAChartIsSavedAsItsFileSays(t *testing.T) {
	s := newTestShell(t)
	s.withWorkspace(t)
	chart := charttest.All()[0].Chart
	s.SaveChart(chart, fyne.NewPos(20, 20))
	if s.window.Canvas().Overlays().Top() == nil {
		t.Error("no menu opens")
	}
	s.window.Canvas().Overlays().Remove(s.window.Canvas().Overlays().Top())
	s.askPicture(&charts.Line{Title: "商談/率: \"月\""}, "svg")
	s.app.Settle()
	dir := t.TempDir()
	for name, want := range map[string]struct{ file, begins string }{
		"a.png": {"a.png", "\x89PNG"}, "b.SVG": {"b.SVG", "<svg "}, "c": {"c.svg", "<svg "},
	} {
		s.savePicture(chart, "svg", filepath.Join(dir, name))
		s.app.Settle()
		if b, err := os.ReadFile(filepath.Join(dir, want.file)); err != nil || !bytes.HasPrefix(b, []byte(want.begins)) {
			t.Errorf("%s: %v", name, err)
		}
		if s.toasts.shown == nil {
			t.Errorf("%s: nothing says where it lies", name)
		}
		s.toasts.hide()
	}
}
