package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shirube/app"
	"shirube/data/datatest"
	"shirube/data/intake"
	"shirube/data/prospect"
)

func TestExportOfTheChosenReadsBackAsItWas(t *testing.T) {
	dir := t.TempDir()
	ws, err := app.Create(t.Context(), filepath.Join(dir, "a.shirube"), "blank", false, app.Options{Clock: datatest.Clock})
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	var ids []int64
	for _, p := range append(datatest.Prospects(1, 4), prospect.Prospect{Name: "株式会社😀", ExternalID: "E"}) {
		id, err := ws.Prospects.Save(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	chosen := []int64{ids[4], ids[1], ids[2]}
	for _, c := range []struct {
		format string
		lost   int
	}{{app.FormatCSV, 0}, {app.FormatCP932, 1}, {app.FormatXLSX, 0}} {
		t.Run(c.format, func(t *testing.T) {
			path := filepath.Join(dir, c.format)
			lost, err := ws.ExportOf(t.Context(), chosen, path, c.format, func(int64, int64) {})
			if err != nil || lost != c.lost {
				t.Fatalf("lost %d, want %d (%v)", lost, c.lost, err)
			}
			r, err := ws.Import(t.Context(), app.Prospects, intake.File{Path: path}, intake.Options{DryRun: true})
			if err != nil || r.Rows != 3 || r.Created != 0 || r.RejectedCount != 0 {
				t.Errorf("read back: %+v (%v)", r, err)
			}
		})
	}
}

func TestSaveTable(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.csv")
	if err := app.SaveTable(path, [][]string{{"行", "値"}, {"3", `=1+1 "x",y`}}); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil || !strings.HasPrefix(string(b), "\ufeff行,値\r\n") || strings.Contains(string(b), "\n=1") || strings.Count(string(b), "\r\n") != 2 {
		t.Errorf("wrote %q (%v)", b, err)
	}
}
