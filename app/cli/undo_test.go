package cli

import (
	"strings"
	"testing"
)

// An undo too many leaves a new workspace its stages and KPIs.
func TestUndoStopsAtTheBeginning(t *testing.T) {
	s := begin(t, "sales")
	furnished := s.dump()
	s.ok("measure", "set", "visits", "--day", "2026-10-01", "--value", "5")
	if said := s.ok("undo", "--lang", "en"); said != "Took back: Numbers entered (rows: 1)\n" {
		t.Errorf("undo says %q", said)
	}
	if out, err := program("-w", s.file, "undo", "--lang", "en").CombinedOutput(); err == nil || !strings.Contains(string(out), "nothing to undo") {
		t.Errorf("undone further: %v %s", err, out)
	}
	if s.dump() != furnished {
		t.Error("what the workspace began with is gone")
	}
}
