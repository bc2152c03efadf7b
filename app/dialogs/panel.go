package dialogs

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"shirube/app/style"
	"shirube/assets/palette"
)

const panelWidth = 416

// panel is the modal ground of every dialog.
type panel struct {
	window  fyne.Window
	popup   *widget.PopUp
	overlay fyne.CanvasObject // what the canvas keeps of the popup
	before  fyne.Focusable
	submit  *desktop.CustomShortcut
}

// ways are the ways out of the dialogs over windows, the top one last.
var ways []func()

// Showing tells whether a dialog is open, so that the window's commands wait.
func Showing() bool { return len(ways) > 0 }

// Escape leaves the top dialog, for when a click beside it took its focus.
func Escape() {
	if Showing() {
		ways[len(ways)-1]()
	}
}

func title(text string) fyne.CanvasObject {
	return style.Text(text, style.Panel, palette.Ink, true)
}

func show(w fyne.Window, width float32, out func(), content fyne.CanvasObject) *panel {
	p := &panel{window: w, before: w.Canvas().Focused()}
	p.popup = widget.NewModalPopUp(style.Fixed(width, 0, style.Pad(20, content)), w.Canvas())
	ways = append(ways, out)
	p.popup.Show()
	p.overlay = w.Canvas().Overlays().Top()
	// What wraps has its height once it was laid out.
	p.popup.Resize(p.popup.MinSize())
	return p
}

func (p *panel) close() {
	if !p.popup.Visible() {
		return
	}
	if p.submit != nil {
		p.window.Canvas().RemoveShortcut(p.submit)
	}
	c := p.window.Canvas()
	above, focused := p.above(), c.Focused()
	p.popup.Hide()
	ways = ways[:len(ways)-1]
	if len(above) == 0 {
		if p.before != nil {
			c.Focus(p.before)
		}
		return
	}
	for _, o := range above {
		c.Overlays().Add(o)
	}
	c.Focus(focused)
}

// above are the dialogs opened over this one: the toolkit takes them away with
// it, but an answer may well have opened the next question.
func (p *panel) above() []fyne.CanvasObject {
	overlays := p.window.Canvas().Overlays().List()
	if i := slices.Index(overlays, p.overlay); i >= 0 {
		return slices.Clone(overlays[i+1:])
	}
	return nil
}

// onSubmit lets Ctrl+Enter act as long as the dialog is open.
func (p *panel) onSubmit(act func()) {
	p.submit = &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault}
	p.window.Canvas().AddShortcut(p.submit, func(fyne.Shortcut) { act() })
}

func (p *panel) focus(o fyne.Focusable) { p.window.Canvas().Focus(o) }
