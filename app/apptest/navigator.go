package apptest

import (
	"fyne.io/fyne/v2"

	"shirube/app/route"
	"shirube/charts"
)

// Navigator is a window's navigation that only notes what pages ask of it.
type Navigator struct {
	App    *App
	Went   []route.Route
	Toasts []string
	Undos  []func() // of the toasts; nil where there is none
	Errors []error
	Opened []string
	Charts []charts.Chart // asked to be saved
	Undone int
}

var _ route.Navigator = (*Navigator)(nil)

// Go notes where to.
func (n *Navigator) Go(r route.Route) { n.Went = append(n.Went, r) }

// Back does nothing.
func (n *Navigator) Back() {}

// Forward does nothing.
func (n *Navigator) Forward() {}

// CanBack is false.
func (n *Navigator) CanBack() bool { return false }

// CanForward is false.
func (n *Navigator) CanForward() bool { return false }

// Palette does nothing.
func (n *Navigator) Palette() {}

// Toast notes the sentence and its undo.
func (n *Navigator) Toast(text string, undo func()) {
	n.Toasts, n.Undos = append(n.Toasts, text), append(n.Undos, undo)
}

// Fail notes the error.
func (n *Navigator) Fail(err error) { n.Errors = append(n.Errors, err) }

// Undo counts.
func (n *Navigator) Undo() { n.Undone++ }

// SaveChart notes the chart.
func (n *Navigator) SaveChart(c charts.Chart, _ fyne.Position) { n.Charts = append(n.Charts, c) }

// Window is the test's.
func (n *Navigator) Window() fyne.Window { return n.App.Window }

// Open notes the path.
func (n *Navigator) Open(path string) { n.Opened = append(n.Opened, path) }
