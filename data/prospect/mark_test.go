package prospect_test

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"shirube/data/prospect"
)

func TestMarks(t *testing.T) {
	for _, c := range []struct{ text, search, want string }{
		{"株式会社青葉精工", "精工", "精工"},
		{"髙橋商店", "高橋", "髙橋"},
		{"ﾊﾞﾅﾅ工業", "バナナ", "ﾊﾞﾅﾅ"},
		{"（株）あさひ計測", "株式会社 アサヒ", "（株）あさひ"},
		{"あさひ ㈱", "株式", "㈱"},
		{"ABC abc ＡＢＣ", "abc", "ABC abc ＡＢＣ"},
		{"A C 東京", "ac京", ""},
		{"東京都港区", "", ""},
		{"03-1234-5678", "1234", "1234"},
	} {
		var got []string
		for _, m := range prospect.Marks(c.text, prospect.SearchWords(c.search)) {
			got = append(got, c.text[m[0]:m[1]])
		}
		want := c.want
		if c.text == "ABC abc ＡＢＣ" {
			if !reflect.DeepEqual(got, []string{"ABC", "abc", "ＡＢＣ"}) {
				t.Errorf("%q in %q: %q", c.search, c.text, got)
			}
			continue
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q in %q: %q, want %q", c.search, c.text, got, want)
		}
	}
}

func TestMarksOfAPhoneNumber(t *testing.T) {
	text := "03-1234-5678"
	for search, want := range map[string]string{"0312": "03-12", "1234": "1234", "45": "4-5", "99": ""} {
		got := ""
		for _, m := range prospect.PhoneMarks(text, prospect.SearchWords(search)) {
			got += text[m[0]:m[1]]
		}
		if got != want {
			t.Errorf("%s: %q, want %q", search, got, want)
		}
	}
}

// TestMarksAreThoseOfTheSearch marks where a search finds and only there.
func TestMarksAreThoseOfTheSearch(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	letters := []rune("ab 　AＢ(（株)）㈱高髙崎﨑がｶﾞﾊﾟーｰ-－ハ゛株式会社é東")
	random := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteRune(letters[r.IntN(len(letters))])
		}
		return b.String()
	}
	for range 20_000 {
		text, words := random(r.IntN(9)), prospect.SearchWords(random(1+r.IntN(2)))
		if len(words) != 1 {
			continue
		}
		marks := prospect.Marks(text, words)
		if found := strings.Contains(prospect.Fold(text), words[0]); found != (len(marks) > 0) {
			t.Fatalf("%q in %q: found %v, marked %v", words[0], text, found, marks)
		}
		for _, m := range marks {
			if m[0] >= m[1] || m[1] > len(text) {
				t.Fatalf("%q in %q: %v", words[0], text, marks)
			}
		}
	}
}
