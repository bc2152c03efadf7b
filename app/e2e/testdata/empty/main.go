// Command empty is the least window that looks like the program's: its theme
// and fonts, and one word. What the program costs is measured against it.
package main

import (
	"os"
	"time"

	"fyne.io/fyne/v2"
	toolkit "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"shirube/app/style"
	"shirube/app/task"
	"shirube/assets/palette"
)

var began = time.Now()

func main() {
	times, err := os.Create(os.Args[1])
	if err != nil {
		panic(err)
	}
	a := toolkit.NewWithID("example.shirube.empty")
	a.Settings().SetTheme(style.New(theme.VariantLight, 1))
	w := a.NewWindow("empty")
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1280, 800))
	w.SetContent(container.NewStack(style.Text("しるべ", style.Title, palette.Ink, true), task.Measure(times, began)))
	w.ShowAndRun()
}
