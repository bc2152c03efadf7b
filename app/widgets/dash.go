package widgets

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shirube/app/style"
	"shirube/assets/palette"
)

// dashRound draws a dashed border, 3 on and 3 off, round a fully rounded shape.
func dashRound(box *fyne.Container, s fyne.Size) {
	const on, period = 3, 6
	r := s.Height/2 - 0.5
	straight := s.Width - 1 - 2*r
	whole := 2*straight + 2*math.Pi*r
	n := int(whole / period)
	for len(box.Objects) < n {
		box.Objects = append(box.Objects, &canvas.Line{StrokeWidth: 1})
	}
	at := func(d float32) fyne.Position {
		arc := float32(math.Pi) * r
		turn := func(cx, from, d float32) fyne.Position {
			a := float64(from + d/r)
			return fyne.NewPos(cx+r*float32(math.Cos(a)), 0.5+r+r*float32(math.Sin(a)))
		}
		switch {
		case d < straight:
			return fyne.NewPos(0.5+r+d, 0.5)
		case d < straight+arc:
			return turn(0.5+r+straight, -math.Pi/2, d-straight)
		case d < 2*straight+arc:
			return fyne.NewPos(0.5+r+straight-(d-straight-arc), 0.5+2*r)
		}
		return turn(0.5+r, math.Pi/2, d-2*straight-arc)
	}
	for i, o := range box.Objects {
		l := o.(*canvas.Line)
		l.Hidden = i >= n
		d := float32(i) * whole / float32(n)
		l.StrokeColor = style.Color(palette.Line2)
		l.Position1, l.Position2 = at(d), at(d+on)
	}
}
