package raster

import (
	"shirube/assets/face"
	"shirube/charts/scene"
)

// curveSteps are how many straight pieces stand for a curve of a letter: at
// the sizes of paper and slides no eye tells them apart.
const curveSteps = 4

// text fills the outlines of a line's letters.
func (p *painter) text(t scene.Text) {
	size, x := t.Size*p.scale, t.X*p.scale
	switch t.Anchor {
	case scene.Middle:
		x -= face.Width(t.S, size, t.Bold) / 2
	case scene.End:
		x -= face.Width(t.S, size, t.Bold)
	}
	y := t.Y * p.scale
	for _, r := range t.S {
		p.letter(face.Outline(r, size, t.Bold), x, y)
		x += face.Width(string(r), size, t.Bold)
	}
	if len(p.lines) > 0 {
		p.flush(t.Color)
	}
}

// letter adds a letter's outline, its curves in pieces. Fonts run outlines and
// holes against one another, as the painter wants.
func (p *painter) letter(moves []face.Move, x, y float64) {
	var line []scene.Point
	for _, m := range moves {
		to := func(i int) scene.Point { return scene.Point{X: x + m.To[2*i], Y: y + m.To[2*i+1]} }
		switch m.Kind {
		case 'M':
			p.add(line)
			line = []scene.Point{to(0)}
		case 'L':
			line = append(line, to(0))
		case 'Q':
			from, over, end := line[len(line)-1], to(0), to(1)
			for i := 1; i <= curveSteps; i++ {
				k := float64(i) / curveSteps
				a, b, c := (1-k)*(1-k), 2*k*(1-k), k*k
				line = append(line, scene.Point{X: a*from.X + b*over.X + c*end.X, Y: a*from.Y + b*over.Y + c*end.Y})
			}
		case 'C':
			from, over, under, end := line[len(line)-1], to(0), to(1), to(2)
			for i := 1; i <= curveSteps; i++ {
				k := float64(i) / curveSteps
				a, b, c, d := (1-k)*(1-k)*(1-k), 3*k*(1-k)*(1-k), 3*k*k*(1-k), k*k*k
				line = append(line, scene.Point{X: a*from.X + b*over.X + c*under.X + d*end.X, Y: a*from.Y + b*over.Y + c*under.Y + d*end.Y})
			}
		}
	}
	p.add(line)
}

func (p *painter) add(line []scene.Point) {
	if len(line) > 2 {
		p.lines = append(p.lines, line)
	}
}
