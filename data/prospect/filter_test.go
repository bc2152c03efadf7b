package prospect_test

import (
	"errors"
	"math/rand/v2"
	"reflect"
	"testing"

	"shirube/data"
	"shirube/data/period"
	"shirube/data/prospect"
)

func TestParseFilter(t *testing.T) {
	got, err := prospect.ParseFilter(`stage=consider and employees>=20 and channel!="web" AND name~"A \"B\"" and owner="" and 　prefecture = 東京都`)
	want := prospect.Filter{{"stage", "=", "consider"}, {"employees", ">=", "20"}, {"channel", "!=", "web"}, {"name", "~", `A "B"`}, {"owner", "=", ""}, {"prefecture", "=", "東京都"}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v %v", got, err)
	}
	got, err = prospect.ParseFilter(`prefecture in (東京都, "a, b" ,"") and last_contact!>60d and reached.buy>=2026-01-01 and tag IN(x) and next_contact<=-7d`)
	want = prospect.Filter{prospect.OneOf("prefecture", "東京都", "a, b", ""), {"last_contact", "!>", "60d"}, {"reached.buy", ">=", "2026-01-01"}, prospect.OneOf("tag", "x"), {"next_contact", "<=", "-7d"}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v %v", got, err)
	}
	on := got.On(period.Of(2026, 11, 22))
	if on[1].Value != "2026-09-23" || on[4].Value != "2026-11-29" || got[1].Value != "60d" {
		t.Errorf("on 22 November: %v, and the filter is %v", on, got)
	}
	if f, err := prospect.ParseFilter("  "); err != nil || len(f) != 0 {
		t.Errorf("blank: %v %v", f, err)
	}
	for text, want := range map[string]struct {
		code data.Code
		at   string
	}{
		"nme=x":                   {"filter_field", "1"},
		"name":                    {"filter_syntax", "5"},
		"name=":                   {"filter_syntax", "6"},
		`name="x`:                 {"filter_syntax", "6"},
		"name=x or city=y":        {"filter_syntax", "8"},
		"name=x and":              {"filter_syntax", "8"},
		"都市=x":                    {"filter_field", "1"},
		"name=東京 and 都市=x":        {"filter_field", "13"},
		"employees>many":          {"filter_value", "11"},
		"closed_day<2026/1/1":     {"filter_value", "12"},
		"employees>\"\"":          {"filter_value", "11"},
		"name in x":               {"filter_syntax", "9"},
		"name in (x":              {"filter_syntax", "11"},
		"name in ()":              {"filter_syntax", "10"},
		"name in (x y)":           {"filter_syntax", "12"},
		"employees in (1)":        {"filter_syntax", "14"},
		"reached.=x":              {"filter_field", "1"},
		"last_contact!>60":        {"filter_value", "15"},
		"name=x and stage=a name": {"filter_syntax", "20"},
	} {
		_, err := prospect.ParseFilter(text)
		var e *data.Error
		if !errors.As(err, &e) || e.Code != want.code || e.Where != want.at {
			t.Errorf("%q: %v, want %s at %s", text, err, want.code, want.at)
		}
	}
}

// TestFilterRoundTrip writes random filters and reads them back.
func TestFilterRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	letters := []rune("ab 　\"\\=!<>~東and\t',()")
	fields := []string{"name", "city", "tag", "stage", "custom.色"}
	ops := []prospect.Op{"=", "!=", "<", "<=", ">", ">=", "!>"}
	for range 3000 {
		var f prospect.Filter
		for range 1 + r.IntN(3) {
			c := prospect.Condition{Field: fields[r.IntN(len(fields))], Op: ops[r.IntN(2)]}
			for range r.IntN(6) {
				c.Value += string(letters[r.IntN(len(letters))])
			}
			if c.Value != "" {
				c.Op = ops[r.IntN(len(ops))]
			}
			if r.IntN(4) == 0 {
				c = prospect.OneOf(c.Field, c.Value, "b, c")
			}
			f = append(f, c)
		}
		if got, err := prospect.ParseFilter(f.String()); err != nil || !reflect.DeepEqual(got, f) {
			t.Fatalf("%v is written %s and read %v %v", f, f, got, err)
		}
	}
}

func FuzzFilter(f *testing.F) {
	f.Add(`stage=consider and employees>=20`)
	f.Add(`stage in (a, "b c") and last_contact!>60d`)
	f.Fuzz(func(t *testing.T, s string) {
		got, err := prospect.ParseFilter(s)
		if err != nil {
			return
		}
		if again, err := prospect.ParseFilter(got.String()); err != nil || len(got) > 0 && !reflect.DeepEqual(again, got) {
			t.Errorf("%q: %v, again %v %v", s, got, again, err)
		}
	})
}
