package style

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"shirube/assets/palette"
)

// Column sets objects under one another, as wide as the column, each as high as
// it must be; those in Stretch share what is left.
func Column(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(line{gap: gap, vertical: true, fill: true}, objects...)
}

// Row sets objects side by side, each as wide as it must be and centred in
// height; those in Stretch share what is left of the width and fill the height.
func Row(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(line{gap: gap}, objects...)
}

// RowFill is Row with every object as high as the row.
func RowFill(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(line{gap: gap, fill: true}, objects...)
}

// Stretch lets an object take what is left in a Column or Row.
func Stretch(object fyne.CanvasObject) fyne.CanvasObject { return container.New(stretch{}, object) }

// Spacer takes what is left in a Column or Row and shows nothing.
func Spacer() fyne.CanvasObject { return container.New(stretch{}) }

// Space is a gap of its own size in a Column or Row.
func Space(length float32) fyne.CanvasObject {
	return Fixed(length, length, canvas.NewRectangle(color.Transparent))
}

// Pad sets the same room on every side of an object.
func Pad(n float32, object fyne.CanvasObject) *fyne.Container { return PadSides(n, n, n, n, object) }

// PadSides sets room around an object.
func PadSides(top, right, bottom, left float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(layout.CustomPaddedLayout{TopPadding: top, BottomPadding: bottom, LeftPadding: left, RightPadding: right}, object)
}

// Fixed gives an object that very size in the eyes of its parent; 0 leaves a side as it is.
func Fixed(width, height float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(fixed{width, height}, object)
}

// Grid sets objects into equal columns, rows as high as their highest object,
// gap apart both ways. Rows share the height left over.
func Grid(columns int, gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(grid{columns, gap}, objects...)
}

// Flow sets objects side by side and begins a new line where one is full.
func Flow(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flow{gap: gap}, objects...)
}

// Baseline sets texts of different sizes side by side on one baseline.
func Baseline(gap float32, texts ...*canvas.Text) *fyne.Container {
	objects := make([]fyne.CanvasObject, len(texts))
	for i, t := range texts {
		objects[i] = t
	}
	return container.New(baseline(gap), objects...)
}

// Surface lays a token's colour under an object.
func Surface(token palette.Token, object fyne.CanvasObject) *fyne.Container {
	return container.NewStack(canvas.NewRectangle(Color(token)), object)
}

// Box is a rounded rectangle with a hairline.
func Box(fill, border palette.Token, radius float32) *canvas.Rectangle {
	r := canvas.NewRectangle(Color(fill))
	r.StrokeColor, r.StrokeWidth, r.CornerRadius = Color(border), 1, radius
	return r
}

// Hairline is a horizontal line of 1.
func Hairline() fyne.CanvasObject { return Fixed(1, 1, canvas.NewRectangle(Color(palette.Line))) }

type stretch struct{}

func (stretch) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if len(objects) == 0 {
		return fyne.Size{}
	}
	return objects[0].MinSize()
}

func (stretch) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.Position{})
		o.Resize(size)
	}
}

func stretches(o fyne.CanvasObject) bool {
	c, ok := o.(*fyne.Container)
	if !ok {
		return false
	}
	_, ok = c.Layout.(stretch)
	return ok
}

type line struct {
	gap            float32
	vertical, fill bool
}

func (l line) MinSize(objects []fyne.CanvasObject) fyne.Size {
	along, across, n := float32(0), float32(0), 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		a, c := l.turn(o.MinSize())
		along, across, n = along+a, max(across, c), n+1
	}
	if n > 1 {
		along += l.gap * float32(n-1)
	}
	return l.size(along, across)
}

func (l line) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	whole, across := l.turn(size)
	left, n, sharing := whole, 0, 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		if n++; stretches(o) {
			sharing++
			continue
		}
		if l.vertical && o.Size().Width != across {
			o.Resize(fyne.NewSize(across, o.Size().Height)) // what wraps knows its height only then
		}
		a, _ := l.turn(o.MinSize())
		left -= a
	}
	left -= l.gap * float32(n-1)
	at := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		a, c := l.turn(o.MinSize())
		off := float32(0)
		switch s := stretches(o); {
		case s:
			a, c = max(0, left/float32(sharing)), across
		case l.fill:
			c = across
		default:
			off = (across-c)/2 - Lift(o)
		}
		o.Resize(l.size(a, c))
		if l.vertical {
			o.Move(fyne.NewPos(off, at))
		} else {
			o.Move(fyne.NewPos(at, off))
		}
		at += a + l.gap
	}
}

func (l line) turn(s fyne.Size) (along, across float32) {
	if l.vertical {
		return s.Height, s.Width
	}
	return s.Width, s.Height
}

func (l line) size(along, across float32) fyne.Size {
	if l.vertical {
		return fyne.NewSize(across, along)
	}
	return fyne.NewSize(along, across)
}

type fixed struct{ width, height float32 }

func (f fixed) MinSize(objects []fyne.CanvasObject) fyne.Size {
	m := fyne.NewSize(f.width, f.height)
	if f.width == 0 || f.height == 0 {
		own := objects[0].MinSize()
		if f.width == 0 {
			m.Width = own.Width
		}
		if f.height == 0 {
			m.Height = own.Height
		}
	}
	return m
}

func (f fixed) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.Position{})
		o.Resize(size)
	}
}
