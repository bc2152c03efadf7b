package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
)

// showCommands lists every command with its shortcut, by menu, in the middle of
// the window.
func (s *Shell) showCommands() {
	columns := []*fyne.Container{style.Column(0), style.Column(0)}
	for _, menu := range menus {
		into := columns[0]
		if menu == "go" || menu == "help" {
			into = columns[1]
		}
		into.Add(style.PadSides(12, 0, 4, 0, style.Text(s.words.T("shell.menu."+menu), style.Body, palette.Ink, true)))
		for _, c := range commands() {
			if c.menu == menu {
				into.Add(style.Fixed(264, style.Grow(26), style.Row(12,
					style.Text(s.words.T("shell.command."+c.id), style.Small, palette.Ink, false),
					style.Spacer(),
					style.Text(c.keys.String(), style.Small, palette.Sub, false))))
			}
		}
	}
	list := style.Pad(12, style.Column(0,
		style.Text(s.words.T("shell.help.title"), style.Panel, palette.Ink, true),
		style.RowFill(32, style.Column(0, columns[0]), style.Column(0, columns[1]))))
	size, in := list.MinSize(), s.window.Canvas().Size()
	at := fyne.NewPos((in.Width-size.Width)/2, max(8, (in.Height-size.Height)/2))
	widgets.ShowAt(s.window.Canvas(), container.NewStack(list), at)
}
