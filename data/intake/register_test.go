package intake

import (
	"slices"
	"strings"
	"testing"
)

func TestARegisterFileIsRecognisedByItsForm(t *testing.T) {
	row := strings.Split(`1,1000013050238,01,0,2015-10-26,2015-10-05,鳥取簡易裁判所,,101,鳥取県,鳥取市,東町２丁目２２３,,31,201,6800011,,,,,,,2015-10-05`, ",")
	with := func(col int, text string) []string {
		r := slices.Clone(row)
		r[col] = text
		return r
	}
	abroad := with(9, "")
	abroad[16] = "大韓民国ソウル特別市"
	bare := Info{Header: make([]string, 23)}
	for name, c := range map[string]struct {
		info Info
		rows [][]string
		want bool
	}{
		"23 columns":              {bare, [][]string{row, abroad}, true},
		"a wrong check digit":     {bare, [][]string{row, with(1, "1000013050239")}, false},
		"no prefecture":           {bare, [][]string{row, with(9, "東町")}, false},
		"nobody at home":          {bare, [][]string{abroad}, false},
		"a header":                {Info{Header: make([]string, 23), HasHeader: true}, [][]string{row}, false},
		"another number of cells": {Info{Header: make([]string, 24)}, [][]string{append(slices.Clone(row), "")}, false},
	} {
		if got := IsRegister(c.info, c.rows); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
