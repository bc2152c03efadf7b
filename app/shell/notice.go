package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
)

// notice is what must be known about the open file all the time; "" is nothing.
type notice string

// Second: another process may write. Locked: the file itself can't be written
// to. Shared: the file lies in a network or synced folder.
const (
	noticeSecond notice = "second"
	noticeLocked notice = "readonly"
	noticeShared notice = "shared"
)

// showNotice puts the bar above the page, or takes it away.
func (s *Shell) showNotice() {
	s.notice.Objects = nil
	if s.facts.notice != "" {
		row := style.Row(8,
			style.Image("warning", palette.CautionText, 16),
			style.Text(s.words.T("shell.notice."+string(s.facts.notice)), style.Small, palette.CautionText, false),
			style.Spacer())
		if s.facts.notice == noticeSecond {
			row.Add(widgets.NewLink(s.words.T("shell.notice.reopen"), func() { s.openWorkspace(s.workspace.Path()) }))
		}
		ground := canvas.NewRectangle(style.Color(palette.CautionTint))
		s.notice.Objects = []fyne.CanvasObject{style.Fixed(0, style.Grow(32), container.NewStack(ground, style.PadSides(0, 24, 0, 24, row)))}
	}
	s.notice.Refresh()
}
