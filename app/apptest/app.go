package apptest

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
)

// App is a test's window.
type App struct {
	t      testing.TB
	Window fyne.Window
	queue  *task.Queue
}

// New opens a window of a size in the light or dark theme. It ends with the test.
func New(t testing.TB, width, height float32, dark bool) *App {
	t.Helper()
	t.Setenv("LANG", "ja_JP.UTF-8")
	a := test.NewTempApp(t)
	variant := theme.VariantLight
	if dark {
		variant = theme.VariantDark
	}
	a.Settings().SetTheme(style.New(variant, 1))
	queue, restore := task.Divert()
	t.Cleanup(restore)
	w := a.NewWindow("")
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, height))
	t.Cleanup(w.Close)
	return &App{t, w, queue}
}

// Show puts an object into the window, with the layer for tips over it.
func (a *App) Show(o fyne.CanvasObject) {
	size := a.Window.Canvas().Size()
	a.Window.SetContent(container.NewStack(o, widgets.NewTipLayer().Container))
	a.Window.Resize(size)
}

// Settle waits for background work and runs what came back.
func (a *App) Settle() { a.queue.Settle() }

// Picture is what the window shows.
func (a *App) Picture() image.Image { return a.Window.Canvas().Capture() }

// Save writes the picture to a PNG file in dir.
func (a *App) Save(dir, name string) { save(a.t, a.Picture(), dir, name) }

func save(t testing.TB, picture image.Image, dir, name string) {
	t.Helper()
	f, err := os.Create(filepath.Join(dir, name))
	if err == nil {
		err = png.Encode(f, picture)
	}
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
}

// Tap presses the left button at a place in an object, with modifiers.
func (a *App) Tap(o fyne.CanvasObject, x, y float32, mod fyne.KeyModifier) {
	at := fyne.NewPos(x, y)
	if m, ok := o.(desktop.Mouseable); ok {
		e := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary, Modifier: mod}
		m.MouseDown(e)
		m.MouseUp(e)
	}
	if t, ok := o.(fyne.Tappable); ok {
		t.Tapped(&fyne.PointEvent{Position: at})
	}
	a.Settle()
}

// Key focuses an object and presses keys.
func (a *App) Key(o fyne.Focusable, keys ...fyne.KeyName) {
	a.Window.Canvas().Focus(o)
	for _, k := range keys {
		o.TypedKey(&fyne.KeyEvent{Name: k})
	}
	a.Settle()
}

// Type focuses an object and types a text.
func (a *App) Type(o fyne.Focusable, text string) {
	test.Type(o, text)
	a.Settle()
}

// Find gives the objects of a kind in a tree, in order: widgets shown by their
// renderers, containers by their children.
func Find[T fyne.CanvasObject](root fyne.CanvasObject) []T {
	var found []T
	var walk func(fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if t, ok := o.(T); ok {
			found = append(found, t)
		}
		switch w := o.(type) {
		case *fyne.Container:
			for _, c := range w.Objects {
				walk(c)
			}
		case fyne.Widget:
			for _, c := range test.WidgetRenderer(w).Objects() {
				walk(c)
			}
		}
	}
	walk(root)
	return found
}

// Button gives the button with a word in a tree.
func (a *App) Button(root fyne.CanvasObject, text string) *widgets.Button {
	a.t.Helper()
	for _, b := range Find[*widgets.Button](root) {
		if b.Text() == text {
			return b
		}
	}
	a.t.Fatalf("no button %q", text)
	return nil
}
