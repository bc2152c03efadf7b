package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"shirube/app/style"
	"shirube/assets/palette"
)

// workspaceButton is the workspace's name in the navigation, which opens a menu.
type workspaceButton struct {
	widget.BaseWidget
	title  string
	tapped func()
	ground *canvas.Rectangle
}

func newWorkspaceButton(title string, tapped func()) *workspaceButton {
	b := &workspaceButton{title: title, tapped: tapped, ground: canvas.NewRectangle(nil)}
	b.ground.CornerRadius = 6
	b.ExtendBaseWidget(b)
	return b
}

func (b *workspaceButton) CreateRenderer() fyne.WidgetRenderer {
	row := style.Row(8,
		style.Text(style.Cut(b.title, style.Small, false, navWidth-68), style.Small, palette.Sub, false),
		style.Spacer(),
		style.Image("chevron-down", palette.Sub, 16))
	return widget.NewSimpleRenderer(container.NewStack(b.ground, style.PadSides(6, 6, 6, 8, row)))
}

func (b *workspaceButton) Tapped(*fyne.PointEvent) { b.tapped() }

func (b *workspaceButton) hover(on bool) {
	b.ground.FillColor = nil
	if on {
		b.ground.FillColor = style.Color(palette.Track)
	}
	b.ground.Refresh()
}

func (b *workspaceButton) MouseIn(*desktop.MouseEvent)    { b.hover(true) }
func (b *workspaceButton) MouseMoved(*desktop.MouseEvent) {}
func (b *workspaceButton) MouseOut()                      { b.hover(false) }
func (b *workspaceButton) Cursor() desktop.Cursor         { return desktop.PointerCursor }
