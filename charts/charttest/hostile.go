package charttest

import (
	"bytes"
	"image"
	"image/png"
	"reflect"
	"slices"
	"strings"
	"testing"

	"shirube/data/report"
	"shirube/data/setting"
)

// Texts that try to break out of a page, a workbook or a chart's options.
const (
	HostileScript = `</script><script>document.title="broken out"</script>`
	HostileSheet  = `=HYPERLINK("http://example.invalid","x")`
	HostileImage  = `"><img src=http://example.invalid/x onerror=document.title="broken out">`
	HostileMarker = `__f__(document.title="broken out")__f__`
)

// Hostiles are all that is tried; the shorter ones begin a formula in one
// spreadsheet or another, or an element in some parser.
var Hostiles = []string{HostileScript, HostileSheet, HostileImage, HostileMarker, "<!--<script>", "{b}{c}&amp;\u2028", "@SUM(1+9)*cmd|' /C calc'!A0", "+1+1", "-1-1", "\t=1+1", "javascript:alert(1)"}

// free are the fields of a document that hold what somebody typed or a file
// said; keys and codes hold what the program itself takes no other value for.
var (
	free = []string{"For", "Notes", "Title", "Company", "Name", "File", "Text", "Owner", "Group", "Names"}
	keys = []string{"Key", "KPI", "KPIs", "Period", "Unit", "Formula", "Factor", "Stage", "Measure", "Noun", "Code", "Rule", "By", "Parent",
		"Split"}
)

// Hostile puts texts that try to break out in every field that can hold one.
func Hostile(t testing.TB) report.Document {
	t.Helper()
	doc := Document(t)
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewNRGBA(image.Rect(0, 0, 40, 20))); err != nil {
		t.Fatal(err)
	}
	doc.Logo = &setting.Logo{PNG: picture.Bytes(), Width: 40, Height: 20}
	h := &hostile{t: t, done: map[uintptr]bool{}}
	h.fill(reflect.ValueOf(&doc).Elem(), "")
	return doc
}

// hostile fills the texts of a value, each with the next of Hostiles.
type hostile struct {
	t    testing.TB
	n    int
	done map[uintptr]bool // pointers that were followed
}

func (h *hostile) next() string {
	h.n++
	return Hostiles[h.n%len(Hostiles)]
}

func (h *hostile) fill(v reflect.Value, field string) {
	switch v.Kind() {
	case reflect.String:
		switch {
		case v.Type() != reflect.TypeFor[string](): // a kind that the program knows
		case slices.Contains(free, field):
			v.SetString(h.next())
		case !slices.Contains(keys, field):
			h.t.Errorf("is the field %s of a report free text? Say so in charttest", field)
		}
	case reflect.Pointer:
		if !v.IsNil() && !h.done[v.Pointer()] {
			h.done[v.Pointer()] = true
			h.fill(v.Elem(), field)
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return
		}
		for i := range v.Len() {
			h.fill(v.Index(i), field)
		}
	case reflect.Map:
		if v.Type().Elem().Kind() == reflect.Bool {
			return
		}
		names := v.MapKeys()
		slices.SortFunc(names, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, name := range names {
			at := reflect.New(v.Type().Elem()).Elem()
			at.Set(v.MapIndex(name))
			h.fill(at, field)
			v.SetMapIndex(name, at)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				h.fill(v.Field(i), f.Name)
			}
		}
	}
}
