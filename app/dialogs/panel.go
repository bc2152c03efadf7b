package dialogs

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
)

const panelWidth = 416

// panel is the modal ground of every dialog.
type panel struct {
	window  fyne.Window
	popup   *widget.PopUp
	overlay fyne.CanvasObject // what the canvas keeps of the popup
	before  fyne.Focusable
	place   widgets.Place // of before, for where the page is built anew meanwhile
	placed  bool          // before stands on the page
	out     func()
	submit  func() // nil where the answer is one of buttons
}

// open are the dialogs over windows, the top one last.
var open []*panel

// Showing tells whether a dialog is open, so that the window's commands wait.
func Showing() bool { return len(open) > 0 }

// Escape leaves the top dialog, for when a click beside it took its focus.
func Escape() {
	if Showing() {
		open[len(open)-1].out()
	}
}

// Submit gives the answer of the top dialog, as Ctrl+Enter does in its entries;
// false where it has none to give, or where something stands over it.
func Submit() bool {
	if !Showing() {
		return false
	}
	p := open[len(open)-1]
	if p.submit == nil || p.window.Canvas().Overlays().Top() != p.overlay {
		return false
	}
	p.submit()
	return true
}

func title(text string) fyne.CanvasObject {
	return style.Text(text, style.Panel, palette.Ink, true)
}

func show(w fyne.Window, width float32, out func(), content fyne.CanvasObject) *panel {
	p := &panel{window: w, before: w.Canvas().Focused(), out: out}
	p.place, p.placed = widgets.PlaceOf(w.Canvas().Content(), p.before)
	p.popup = widget.NewModalPopUp(style.Fixed(width, 0, style.Pad(20, content)), w.Canvas())
	open = append(open, p)
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
	c := p.window.Canvas()
	above, focused := p.above(), c.Focused()
	p.popup.Hide()
	open = open[:len(open)-1]
	if len(above) == 0 {
		p.giveBack()
		return
	}
	for _, o := range above {
		c.Overlays().Add(o)
	}
	c.Focus(focused)
}

// giveBack gives the keys to what had them, or to its like.
func (p *panel) giveBack() {
	c := p.window.Canvas()
	switch now := c.Focused(); {
	case p.before == nil:
	case !p.placed || c.Overlays().Top() != nil || widgets.Shows(c.Content(), p.before):
		c.Focus(p.before)
	case now != nil && widgets.Shows(c.Content(), now): // the answer gave them on
	default:
		if like := p.place.Find(c.Content()); like != nil {
			c.Focus(like)
		} else {
			c.Unfocus()
		}
	}
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

func (p *panel) focus(o fyne.Focusable) { p.window.Canvas().Focus(o) }
