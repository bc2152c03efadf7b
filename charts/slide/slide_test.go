package slide

import (
	"bytes"
	"encoding/xml"
	"image/png"
	"io"
	"math"
	"strings"
	"testing"

	"shirube/charts"
	"shirube/charts/charttest"
	"shirube/data"
)

func TestEveryChartBecomesAPicture(t *testing.T) {
	for _, s := range charttest.All() {
		scene := Picture(s.Chart)
		var picture, drawing bytes.Buffer
		if err := Write(&picture, s.Chart, PNG); err != nil {
			t.Fatal(s.Name, err)
		}
		im, err := png.Decode(&picture)
		if err != nil {
			t.Fatal(s.Name, err)
		}
		if b := im.Bounds(); b.Dx() != int(math.Ceil(2*scene.W)) || b.Dy() != int(math.Ceil(2*scene.H)) || scene.W < width {
			t.Errorf("%s: %v of %v by %v", s.Name, b, scene.W, scene.H)
		}
		if err := Write(&drawing, s.Chart, SVG); err != nil {
			t.Fatal(s.Name, err)
		}
		if title := charts.TitleOf(s.Chart); !strings.Contains(drawing.String(), ">"+title+"</text>") && title != "" {
			t.Errorf("%s: its title is no text", s.Name)
		}
		var again bytes.Buffer
		if err := Write(&again, s.Chart, SVG); err != nil || !bytes.Equal(again.Bytes(), drawing.Bytes()) {
			t.Errorf("%s: another SVG the second time (%v)", s.Name, err)
		}
	}
	if err := Write(io.Discard, charttest.All()[0].Chart, "gif"); data.CodeOf(err) != "unknown_format" {
		t.Errorf("a GIF: %v", err)
	}
}

func TestHostileNamesStayTextInAnSVG(t *testing.T) {
	for _, text := range charttest.Hostiles {
		chart := &charts.Funnel{Title: text, Badge: text, Steps: []charts.Step{{Name: text, Count: 2, Text: text}, {Name: text, Count: 1, Text: text, Rate: text, Bottleneck: true}}}
		var out bytes.Buffer
		if err := Write(&out, chart, SVG); err != nil {
			t.Fatal(err)
		}
		said := false
		for d := xml.NewDecoder(&out); ; {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%q breaks the file: %v", text, err)
			}
			switch e := token.(type) {
			case xml.StartElement:
				if !strings.Contains(" svg rect path circle text ", " "+e.Name.Local+" ") {
					t.Errorf("%q made the element %s", text, e.Name.Local)
				}
				for _, a := range e.Attr {
					if strings.HasPrefix(strings.ToLower(a.Name.Local), "on") || strings.HasSuffix(a.Name.Local, "href") {
						t.Errorf("%q made the attribute %s", text, a.Name.Local)
					}
				}
			case xml.CharData:
				said = said || strings.Contains(string(e), strings.TrimSpace(text)[:4])
			}
		}
		if !said {
			t.Errorf("%q is not shown", text)
		}
	}
}
