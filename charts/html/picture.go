package html

import (
	"html/template"

	"shirube/assets/face"
	"shirube/charts"
	"shirube/charts/scene"
)

const fontFamily = `"Noto Sans JP","Noto Sans CJK JP","Yu Gothic","Hiragino Sans",sans-serif`

// picture draws a chart as an SVG element; its sentence stands on it.
func picture(c charts.Chart, width, height float64) template.HTML {
	return template.HTML(scene.Lay(c, width, height, face.Width, paper).SVG(c.Describe()))
}
