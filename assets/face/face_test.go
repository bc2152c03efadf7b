package face

import (
	"math"
	"testing"
)

func TestWidth(t *testing.T) {
	for text, ems := range map[string]float64{"": 0, "会社": 2, "、。": 2, "𠮷": 1} {
		if got := Width(text, 20, false); math.Abs(got-20*ems) > 0.01 {
			t.Errorf("%q is %v wide at 20, want %v", text, got, 20*ems)
		}
	}
	if one, ten := Width("1", 13, false), Width("0123456789", 13, false); math.Abs(ten-10*one) > 1e-9 {
		t.Errorf("figures are not tabular: %v and %v", one, ten)
	}
	if Width("目標", 13, true) != Width("目標", 13, true) {
		t.Error("a width read again is another")
	}
}

func TestOutline(t *testing.T) {
	for _, r := range []rune{'𠮷', 'あ', '\U0001F600'} {
		moves := Outline(r, 10, true)
		if len(moves) == 0 || moves[0].Kind != 'M' {
			t.Errorf("%c has no outline", r)
		}
		for _, m := range moves {
			for _, v := range m.To {
				if math.Abs(v) > 20 {
					t.Fatalf("%c reaches %v at size 10", r, v)
				}
			}
		}
	}
	if !Has('髙', false) || Has('\U0001F600', false) {
		t.Error("what the font has is told wrongly")
	}
}
