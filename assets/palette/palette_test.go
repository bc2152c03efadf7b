package palette

import (
	"image/color"
	"testing"
)

func TestTextReadsOnEverySurface(t *testing.T) {
	for _, inDark := range []bool{false, true} {
		p := Of(inDark)
		check := func(text Token, on ...Token) {
			t.Helper()
			for _, surface := range on {
				if c := Contrast(p[text], p[surface]); c < 4.5 {
					t.Errorf("dark=%v: token %d %s on %d %s: contrast %.2f", inDark, text, Hex(p[text]), surface, Hex(p[surface]), c)
				}
			}
		}
		surfaces := []Token{Ground, Card, Nav, Track, Hover, AccentTint}
		check(Ink, surfaces...)
		check(Sub, surfaces...)
		check(Accent, surfaces...)
		check(GoodText, Card, Ground, GoodTint)
		check(CautionText, Card, Ground, CautionTint)
		check(Ink, Mark)
		check(BadText, Card, Ground, BadTint)
		check(Faint, Card)
		check(OnAccent, Accent, AccentDark)
	}
}

func TestEveryTokenHasAColour(t *testing.T) {
	for _, inDark := range []bool{false, true} {
		for token, c := range Of(inDark) {
			if c.A != 255 {
				t.Errorf("dark=%v: token %d has no colour", inDark, token)
			}
		}
	}
	if Luminance(Of(true)[Ground]) > 0.5 || Luminance(Of(false)[Ground]) < 0.5 {
		t.Error("light and dark are the wrong way round")
	}
}

func TestMix(t *testing.T) {
	white, black := rgb(0xFFFFFF), rgb(0)
	for part, want := range map[float64]color.NRGBA{-1: white, 0: white, 0.5: rgb(0x808080), 1: black, 7: black} {
		if got := Mix(white, black, part); got != want {
			t.Errorf("Mix(%v) = %v, want %v", part, got, want)
		}
	}
	if c := Contrast(white, black); c != 21 {
		t.Errorf("white on black: %v", c)
	}
}
