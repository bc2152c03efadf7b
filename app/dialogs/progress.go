package dialogs

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
	"shirube/assets/words"
)

// Progress shows how far long work is, with its pace, and lets one cancel it.
// Show and its methods are for the window's goroutine.
type Progress struct {
	panel  *panel
	words  *words.Words
	now    func() time.Time
	begun  time.Time
	count  *canvas.Text
	fill   *canvas.Rectangle
	filled *fyne.Container
	part   float32
}

// NewProgress opens the dialog; cancel is called when the user cancels. now is the clock.
func NewProgress(w fyne.Window, words *words.Words, heading string, now func() time.Time, cancel func()) *Progress {
	d := &Progress{words: words, now: now, begun: now()}
	d.count = style.Text(" ", style.Small, palette.Sub, false)
	track := canvas.NewRectangle(style.Color(palette.Track))
	d.fill = canvas.NewRectangle(style.Color(palette.Accent))
	track.CornerRadius, d.fill.CornerRadius = 4, 4
	d.filled = container.New(share{d}, track, d.fill)
	stop := widgets.NewButton(words.T("common.cancel"), widgets.Plain, cancel)
	escape(cancel, stop)
	d.panel = show(w, panelWidth, cancel, style.Column(12, title(heading), style.Fixed(0, 8, d.filled), d.count, answers(stop)))
	d.panel.focus(stop)
	return d
}

// Step shows done of total rows (0 = not known) and rows a second.
func (d *Progress) Step(done, total int64) {
	d.part = 0
	if total > 0 {
		d.part = float32(done) / float32(total)
	}
	pace := "—"
	if s := d.now().Sub(d.begun).Seconds(); s > 0 {
		pace = d.words.Number(float64(done)/s, 0)
	}
	key := "dialogs.progress"
	if total <= 0 {
		key = "dialogs.progress_open"
	}
	d.count.Text = d.words.T(key, "done", d.words.Number(float64(done), 0), "total", d.words.Number(float64(total), 0), "pace", pace)
	d.count.Refresh()
	d.filled.Refresh()
}

// Close takes the dialog away.
func (d *Progress) Close() { d.panel.close() }

// share fills its part of the track.
type share struct{ d *Progress }

func (share) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(80, 8) }

func (s share) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size)
	objects[1].Resize(fyne.NewSize(size.Width*min(1, s.d.part), size.Height))
}
