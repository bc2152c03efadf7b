package home

import "fyne.io/fyne/v2"

const (
	gap     = 16
	padding = 24
	columns = 4
	goal    = 152 // height of the goal's card
	tall    = 1000
)

// board places the goal over everything, cards in four equal columns, the
// funnel in the fourth from the second row down, and the next steps below the
// others. Objects: goal, funnel, next steps, then up to seven cards.
type board struct{ grow func(float32) float32 }

func (b board) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(800, b.grow(goal)+2*gap+3*b.grow(136)+3*gap)
}

func (b board) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	cardHeight := b.grow(136)
	if size.Height >= tall-64 {
		cardHeight = b.grow(200)
	}
	width := (size.Width - 2*padding - (columns-1)*gap) / columns
	place := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	}
	left := func(column int) float32 { return padding + float32(column)*(width+gap) }
	place(objects[0], padding, 0, size.Width-2*padding, b.grow(goal))
	cards := objects[3:]
	y := b.grow(goal) + gap
	for i, c := range cards {
		column, row := i, 0
		if i >= columns {
			column, row = i-columns, 1
		}
		place(c, left(column), y+float32(row)*(cardHeight+gap), width, cardHeight)
	}
	second := y
	if len(cards) > 0 {
		second += cardHeight + gap
	}
	bottom := size.Height - gap
	place(objects[1], left(columns-1), second, width, bottom-second)
	third := second
	if len(cards) > columns {
		third += cardHeight + gap
	}
	place(objects[2], padding, third, left(columns-1)-gap-padding, bottom-third)
}

// fitting gives the first object what the others leave, and leaves out the last
// ones where there is no room, as with large text in a small window.
type fitting struct{ gap float32 }

func (f fitting) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := objects[0].MinSize()
	for _, o := range objects[1:] {
		size.Height = max(size.Height, o.MinSize().Height)
	}
	return size
}

func (f fitting) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	room, full := size.Width-objects[0].MinSize().Width, false
	for _, o := range objects[1:] {
		w := o.MinSize().Width + f.gap
		if full = full || w > room; full {
			o.Hide()
			continue
		}
		room -= w
		o.Show()
	}
	x := objects[0].MinSize().Width + room
	objects[0].Resize(fyne.NewSize(x, objects[0].MinSize().Height))
	for _, o := range objects[1:] {
		if o.Visible() {
			x += f.gap
			o.Move(fyne.NewPos(x, 0))
			o.Resize(fyne.NewSize(o.MinSize().Width, size.Height))
			x += o.MinSize().Width
		}
	}
}
