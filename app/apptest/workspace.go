package apptest

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"fyne.io/fyne/v2"

	"shirube/app"
	"shirube/charts/native"
	"shirube/data/datatest"
)

var sample = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "shirube-sample")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "sample.shirube")
	ws, err := app.Create(context.Background(), path, "sales", true, app.Options{})
	if err == nil {
		err = ws.Close()
	}
	if err != nil {
		return nil, err
	}
	return os.ReadFile(path) //nolint:gosec // just made
})

// Workspace opens a new workspace of a template, standing at datatest.Today, or
// the sample ("sample"), which is made once for all tests of a package.
func Workspace(t testing.TB, template string) *app.Workspace {
	t.Helper()
	path := filepath.Join(t.TempDir(), "営業.shirube")
	var ws *app.Workspace
	var err error
	if template == "sample" {
		var file []byte
		if file, err = sample(); err == nil {
			err = os.WriteFile(path, file, 0o600)
		}
		if err == nil {
			ws, err = app.Open(context.Background(), path, app.Options{})
		}
	} else {
		ws, err = app.Create(context.Background(), path, template, false, app.Options{Clock: datatest.Clock})
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ws.Close(); err != nil {
			t.Error(err)
		}
	})
	return ws
}

// OpenAll opens the parts of a chart one after another by the keyboard.
func (a *App) OpenAll(c *native.Chart) {
	a.t.Helper()
	a.Key(c, fyne.KeyHome)
	for range 200 {
		a.Key(c, fyne.KeyReturn, fyne.KeyRight)
	}
	a.Window.Canvas().Unfocus()
}
