package scene

import (
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"image/color"
	"strconv"
	"strings"

	"shirube/assets/palette"
)

// SVG writes the scene as one <svg> element, said as description to those who
// can't see it.
func (s *Scene) SVG(description string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s" width="%[1]s" height="%[2]s" role="img" aria-label="%[3]s" font-family="'Noto Sans JP',sans-serif">`,
		short(s.W), short(s.H), escaped(description))
	for _, it := range s.Items {
		switch it := it.(type) {
		case Rect:
			in := 0.0
			if it.Stroke.A > 0 {
				in = it.Width / 2
			}
			fmt.Fprintf(&b, `<rect x="%s" y="%s" width="%s" height="%s" rx="%s"%s/>`, short(it.X+in), short(it.Y+in),
				short(it.W-2*in), short(it.H-2*in), short(it.R), paint(it.Fill, it.Stroke, it.Width))
		case Circle:
			fmt.Fprintf(&b, `<circle cx="%s" cy="%s" r="%s"%s/>`, short(it.X), short(it.Y), short(it.R), paint(it.Fill, it.Stroke, it.Width))
		case Path:
			b.WriteString(`<path d="`)
			for _, line := range it.Lines {
				for i, p := range line {
					b.WriteByte("ML"[min(i, 1)])
					b.WriteString(short(p.X) + " " + short(p.Y))
				}
				if it.Closed {
					b.WriteByte('Z')
				}
			}
			b.WriteString(`"` + paint(it.Fill, it.Stroke, it.Width) + `/>`)
		case Text:
			weight := ""
			if it.Bold {
				weight = ` font-weight="700"`
			}
			fmt.Fprintf(&b, `<text x="%s" y="%s" font-size="%s" text-anchor="%s" fill="%s"%s>%s</text>`, short(it.X), short(it.Y),
				short(it.Size), it.Anchor, palette.Hex(it.Color), weight, escaped(it.S))
		case Image:
			fmt.Fprintf(&b, `<image x="%s" y="%s" width="%s" height="%s" href="data:image/png;base64,%s"/>`, short(it.X), short(it.Y), short(it.W), short(it.H),
				base64.StdEncoding.EncodeToString(it.PNG))
		}
	}
	b.WriteString("</svg>")
	return b.String()
}

// paint gives the attributes of fill and stroke.
func paint(fill, stroke color.NRGBA, width float64) string {
	out := ` fill="none"`
	if fill.A > 0 {
		out = ` fill="` + palette.Hex(fill) + `"` + opacity("fill", fill)
	}
	if stroke.A > 0 && width > 0 {
		out += ` stroke="` + palette.Hex(stroke) + `" stroke-width="` + short(width) + `"` + opacity("stroke", stroke)
	}
	return out
}

func opacity(of string, c color.NRGBA) string {
	if c.A == 255 {
		return ""
	}
	return ` ` + of + `-opacity="` + strconv.FormatFloat(float64(c.A)/255, 'f', 2, 64) + `"`
}

func short(v float64) string {
	s := strings.TrimSuffix(strconv.FormatFloat(v, 'f', 1, 64), ".0")
	if s == "-0" {
		return "0"
	}
	return s
}

func escaped(s string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		return ""
	}
	return b.String()
}
