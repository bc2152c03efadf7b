package scene

import (
	"shirube/assets/palette"
	"shirube/charts"
)

// Put paints child with its corner at (x, y), k times as large. What answered
// the pointer in it does so here.
func (s *Scene) Put(child *Scene, x, y, k float64) {
	box := func(b Box) Box { return Box{x + b.X*k, y + b.Y*k, b.W * k, b.H * k} }
	for _, it := range child.Items {
		switch it := it.(type) {
		case Rect:
			it.Box, it.R, it.Width = box(it.Box), it.R*k, it.Width*k
			s.Items = append(s.Items, it)
		case Circle:
			it.X, it.Y, it.R, it.Width = x+it.X*k, y+it.Y*k, it.R*k, it.Width*k
			s.Items = append(s.Items, it)
		case Path:
			lines := make([][]Point, len(it.Lines))
			for i, line := range it.Lines {
				lines[i] = make([]Point, len(line))
				for j, p := range line {
					lines[i][j] = Point{x + p.X*k, y + p.Y*k}
				}
			}
			it.Lines, it.Width = lines, it.Width*k
			s.Items = append(s.Items, it)
		case Text:
			it.X, it.Y, it.Size = x+it.X*k, y+it.Y*k, it.Size*k
			s.Items = append(s.Items, it)
		case Image:
			it.Box = box(it.Box)
			s.Items = append(s.Items, it)
		}
	}
	for _, h := range child.Hits {
		h.Box, h.X, h.Y = box(h.Box), x+h.X*k, y+h.Y*k
		s.Hits = append(s.Hits, h)
	}
}

// Sign draws the sign of a state, 14 by 14: ● with check, ▲ with !, ◆ with ×,
// and ○ with − for what has none.
func Sign(m charts.Mark, p palette.Palette) *Scene {
	b := &board{Scene: Scene{W: 14, H: 14}, p: p}
	if m == charts.Plain {
		b.unmeasured(7, 7)
	} else {
		b.state(7, 7, m)
	}
	return &b.Scene
}
