package slide

import (
	"fmt"
	"io"

	"shirube/assets/face"
	"shirube/assets/palette"
	"shirube/charts"
	"shirube/charts/raster"
	"shirube/charts/scene"
	"shirube/data"
)

// The formats.
const (
	PNG = "png"
	SVG = "svg"
)

// Formats are all of them.
var Formats = []string{PNG, SVG}

// Measures of a picture, in pixels of the screen; a PNG has twice as many.
const (
	width  = 800.0
	height = 320.0 // of charts that can be of any height
	margin = 24.0
	title  = 18.0
	twice  = 2
)

// Write writes a chart in a format. Error: unknown_format.
func Write(out io.Writer, c charts.Chart, format string) error {
	switch format {
	case PNG:
		return raster.PNG(out, Picture(c), twice, palette.Of(false)[palette.Card])
	case SVG:
		if _, err := io.WriteString(out, Picture(c).SVG(c.Describe())+"\n"); err != nil {
			return fmt.Errorf("slide: %w", err)
		}
		return nil
	}
	return data.Errorf("unknown_format", format, "", nil)
}

// Picture lays a chart out with its title on a white ground.
func Picture(c charts.Chart) *scene.Scene {
	ink := palette.Of(false)
	w, h := scene.Least(c)
	w = max(w, width-2*margin)
	if grows(c) {
		h = max(h, height)
	}
	top := margin
	named := charts.TitleOf(c)
	if named != "" {
		top += title * 2
	}
	out := &scene.Scene{W: w + 2*margin, H: top + h + margin}
	out.Items = append(out.Items, scene.Rect{Box: scene.Box{W: out.W, H: out.H}, Fill: ink[palette.Card]})
	if named != "" {
		out.Items = append(out.Items, scene.Text{X: margin, Y: margin + title, S: named, Size: title, Bold: true, Color: ink[palette.Ink], Anchor: scene.Start})
	}
	out.Put(scene.Lay(c, w, h, face.Width, ink), margin, top, 1)
	return out
}

// grows tells a chart whose height says nothing.
func grows(c charts.Chart) bool {
	switch c := c.(type) {
	case *charts.Line:
		return true
	case *charts.Bars:
		return !c.Lying
	}
	return false
}
