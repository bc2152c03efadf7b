package shell

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shirube/app/style"
	"shirube/app/task"
	"shirube/app/widgets"
	"shirube/assets/palette"
)

const (
	statusHeight = 24
	statusMiddle = 200 // from the window's edge to the middle words
	barWidth     = 160
)

// status is the line at the bottom: saved or read only; the task under way, or
// the last backup; companies, file and size.
type status struct {
	lock          *canvas.Image
	state, middle *canvas.Text
	right         *canvas.Text
	bar           *progress
	cancel        *widgets.Button
	work          *fyne.Container
	object        *fyne.Container
}

func (s *Shell) newStatus() *status {
	st := &status{
		lock:   style.Image("check", palette.Good, 14),
		state:  style.Text("", style.Small, palette.Sub, false),
		middle: style.Text("", style.Small, palette.Sub, false),
		right:  style.Right("", style.Small, palette.Sub, false),
		bar:    newProgress(),
	}
	st.cancel = widgets.NewLink(s.words.T("shell.status.cancel"), func() {
		for _, r := range task.List() {
			r.Cancel()
		}
	})
	st.work = style.Row(12, st.bar, st.cancel)
	left := style.Fixed(statusMiddle-24-12, 0, style.Row(6, st.lock, st.state))
	line := style.PadSides(0, 24, 0, 24, style.Row(12, left, st.middle, st.work, style.Spacer(), st.right))
	st.object = style.Fixed(0, style.Grow(statusHeight), style.Surface(palette.Nav, style.Column(0, style.Hairline(), style.Stretch(line))))
	return st
}

// showStatus writes what the status line knows of the workspace.
func (s *Shell) showStatus(f facts) {
	st := s.status
	icon, token, word := "check", palette.Good, "shell.status.saved"
	if f.readOnly {
		icon, token, word = "lock", palette.Sub, "shell.status.readonly"
	}
	st.lock.Resource = style.Icon(icon, token)
	st.lock.Refresh()
	st.state.Text = s.words.T(word)
	parts := []string{s.words.T("shell.status.companies", "n", s.words.Int(f.companies)), f.file, s.words.Bytes(f.bytes)}
	st.right.Text = style.Clean(strings.Join(parts, " ・ "))
	s.backupWords = s.words.T("shell.status.backup.none")
	if !f.backup.IsZero() {
		s.backupWords = s.words.T("shell.status.backup", "at", s.words.Moment(f.backup))
	}
	s.showTasks()
	st.object.Refresh()
}

// showTasks shows the oldest task under way with its progress, or the last backup.
func (s *Shell) showTasks() {
	st := s.status
	if st == nil {
		return
	}
	running := task.List()
	if len(running) == 0 {
		st.work.Hide()
		st.middle.Text = s.backupWords
	} else {
		r := running[0]
		st.middle.Text = style.Clean(r.Title)
		if r.Total > 0 {
			st.middle.Text += "  " + s.words.Number(100*float64(r.Done)/float64(r.Total), 0) + "%"
		}
		if pace := s.words.Pace(r.Done, r.Total, time.Since(r.Began)); pace != "" {
			st.middle.Text += "  " + pace
		}
		st.bar.set(r.Done, r.Total)
		st.work.Show()
	}
	st.object.Refresh()
}
