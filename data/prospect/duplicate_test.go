package prospect_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"

	"shirube/data/datatest"
	"shirube/data/intake"
	"shirube/data/prospect"
)

// swap gives a spelling that writes some characters as others.
func swap(pairs ...string) func(form, core string) string {
	r := strings.NewReplacer(pairs...)
	return func(form, core string) string { return form + r.Replace(core) }
}

func shifted(from, to rune, by rune) func(form, core string) string {
	return func(form, core string) string {
		return form + strings.Map(func(r rune) rune {
			if r >= from && r <= to {
				return r + by
			}
			return r
		}, core)
	}
}

var shortForms = map[string][3]string{"株式会社": {"㈱", "(株)", "（株）"}, "有限会社": {"㈲", "(有)", "（有）"}, "合同会社": {"(同)", "(同)", "（同）"}}

func short(n int) func(form, core string) string {
	return func(form, core string) string {
		if s, ok := shortForms[form]; ok {
			return s[n] + core
		}
		return form + core
	}
}

// spellings are ways in which lists write one company.
var spellings = []struct {
	name  string
	write func(form, core string) string
}{
	{"㈱", short(0)}, {"(株)", short(1)}, {"（株）", short(2)},
	{"form behind", func(form, core string) string { return core + form }},
	{"short form behind", func(form, core string) string { return core + short(0)(form, "") }},
	{"no form", func(_, core string) string { return core }},
	{"wide space", func(form, core string) string { return form + "　" + core }},
	{"space", func(form, core string) string { return form + " " + core }},
	{"half-width kana", func(form, core string) string { return form + width.Narrow.String(norm.NFC.String(core)) }},
	{"full width", func(form, core string) string { return form + width.Widen.String(core) }},
	{"hiragana", shifted('ァ', 'ヶ', 'ぁ'-'ァ')}, {"katakana", shifted('ぁ', 'ゖ', 'ァ'-'ぁ')},
	{"lower case", func(form, core string) string { return form + strings.ToLower(core) }},
	{"dash for long vowel", swap("ー", "－")}, {"no long vowel", swap("ー", "")},
	{"no dot between", swap("・", "", "･", "")},
	{"new kanji", swap("髙", "高", "﨑", "崎", "德", "徳", "濵", "浜", "邊", "辺", "澤", "沢", "廣", "広", "國", "国", "齋", "斎")},
	{"old kanji", swap("高", "髙", "崎", "﨑", "徳", "德", "浜", "濱", "辺", "邉", "沢", "澤", "広", "廣", "国", "國", "斉", "齋")},
	{"big kana", swap("ャ", "ヤ", "ュ", "ユ", "ョ", "ヨ", "ッ", "ツ", "ヶ", "ケ")},
	{"hyphens left out", swap("-", "")}, {"ブ for ヴ", swap("ヴィ", "ビ", "ヴァ", "バ", "ヴ", "ブ")},
	{"decomposed", func(form, core string) string { return norm.NFD.String(form + core) }},
}

// respelled is a copy of a company as another list has it: without number,
// spelled otherwise, its place in one of three ways.
func respelled(p prospect.Prospect, i int) prospect.Prospect {
	form, core := "", p.Name
	for f := range shortForms {
		if c, ok := strings.CutPrefix(p.Name, f); ok {
			form, core = f, c
		} else if c, ok := strings.CutSuffix(p.Name, f); ok {
			form, core = f, c
		}
	}
	out := prospect.Prospect{Name: spellings[i%len(spellings)].write(form, core)}
	switch i / len(spellings) % 3 {
	case 0:
		out.Prefecture, out.City = p.Prefecture, p.City
	case 1:
		out.Prefecture, out.Address = p.Prefecture, p.City+p.Address
	case 2:
		out.City, out.PostalCode = p.City, p.PostalCode
	}
	return out
}

// judge prints how many of the pairs found were planted (precision) and how
// many of the planted ones were found (recall).
func judge(t *testing.T, name string, o *office, planted map[[2]int64]int) (precision, recall float64, wrong []prospect.Pair) {
	began := time.Now()
	pairs, err := prospect.Duplicates(t.Context(), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	took, found := time.Since(began), make([][2]int, len(spellings))
	hits := map[[2]int64]bool{}
	for _, p := range pairs {
		at := [2]int64{p.A, p.B}
		if _, ok := planted[at]; ok {
			hits[at] = true
		} else {
			wrong = append(wrong, p)
		}
	}
	for at, spelling := range planted {
		n := &found[spelling%len(spellings)]
		if n[1]++; hits[at] {
			n[0]++
		}
	}
	precision, recall = float64(len(hits))/float64(len(pairs)), float64(len(hits))/float64(len(planted))
	t.Logf("%s: %d planted, %d pairs found in %v: precision %.4f, recall %.4f", name, len(planted), len(pairs), took.Round(time.Millisecond), precision, recall)
	for i, s := range spellings {
		t.Logf("  %s: %d of %d found", s.name, found[i][0], found[i][1])
	}
	return precision, recall, wrong
}

// TestDuplicates plants 1,000 pairs in 22 spellings among companies that are
// easily taken for one another.
func TestDuplicates(t *testing.T) {
	o := newOffice(t)
	heads := strings.Fields("髙橋 山﨑 德永 濵田 渡邊 相澤 廣瀬 國枝 齋藤 高木 宮崎 徳島 浜口 田辺 金沢 広田 三国 斉木 さくら ひまわり")
	middles := strings.Fields("キャリー フォーチュン・テクノ スカイ・ネット ABCデザイン ヴィーナス工業 ショッピング IT-LAB 三ヶ日 メッセージ トータル・サービス")
	trades := strings.Fields("商事 製作所 フーズ 不動産 システムズ")
	cities := [][3]string{{"東京都", "千代田区", "1000001"}, {"東京都", "中央区", "1030001"}, {"大阪府", "大阪市中央区", "5400001"},
		{"大阪府", "大阪市北区", "5300001"}, {"鳥取県", "西伯郡大山町", "6893300"}, {"三重県", "四日市市", "5100001"}, {"福島県", "郡山市", "9630001"}}
	forms := []string{"株式会社", "有限会社", "合同会社"}
	var all []prospect.Prospect
	for n := range 1000 {
		core := heads[n%20] + middles[n/20%10] + trades[n/200]
		for k := range 2 { // a namesake in another city, which is another company
			at := cities[(n+k*3)%len(cities)]
			p := prospect.Prospect{Name: forms[n%3] + core, Prefecture: at[0], City: at[1], PostalCode: at[2], Address: fmt.Sprintf("丸の内%d-%d", n%9+1, n%30)}
			if n%2 == 0 {
				p.CorporateNumber = datatest.CorporateNumber(2*n + k)
			}
			all = append(all, p)
		}
	}
	for n := range 1000 { // and one of another legal form in the same city, elsewhere
		p := all[2*n]
		p.CorporateNumber, p.PostalCode, p.Address = "", "", "別の町"
		p.Name = forms[(n+1)%3] + strings.TrimPrefix(p.Name, forms[n%3])
		if all[2*n].CorporateNumber != "" {
			p.CorporateNumber = datatest.CorporateNumber(500000 + n)
		}
		all = append(all, p)
	}
	originals := len(all)
	for n := range 1000 {
		c := respelled(all[2*n], n)
		if c.PostalCode == "" && n%len(spellings) == 5 { // without a form only the place tells which of two it is
			c.PostalCode = all[2*n].PostalCode
		}
		all = append(all, c)
	}
	ids, err := o.SaveProspects(t.Context(), datatest.Op, all)
	if err != nil {
		t.Fatal(err)
	}
	planted := map[[2]int64]int{}
	for n := range 1000 {
		planted[[2]int64{ids[2*n], ids[originals+n]}] = n
	}
	precision, recall, wrong := judge(t, "made companies", o, planted)
	if precision < 0.99 || recall < 0.98 {
		for _, w := range wrong[:min(20, len(wrong))] {
			a, b := o.get(w.A), o.get(w.B)
			t.Logf("%v: %s %s%s | %s %s%s", w.Reasons, a.Name, a.City, a.Address, b.Name, b.City, b.Address)
		}
		t.Errorf("precision %.4f (aim 0.99), recall %.4f (aim 0.98)", precision, recall)
	}
}

// TestDuplicatesOfRegister plants 1,000 of the register's own companies.
func TestDuplicatesOfRegister(t *testing.T) {
	o := newOffice(t)
	o.do(file(t, unpacked(t, "nta/31_tottori_all_20160229.zip")), intake.Options{Preset: "nta"})
	known, err := o.ProspectIDs(t.Context(), prospect.Query{Sort: "id"})
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(7, 7))
	r.Shuffle(len(known), func(a, b int) { known[a], known[b] = known[b], known[a] })
	ps, err := o.Prospects(t.Context(), known[:1000])
	if err != nil {
		t.Fatal(err)
	}
	copies := make([]prospect.Prospect, len(ps))
	for n, p := range ps {
		copies[n] = respelled(p, n)
	}
	ids, err := o.SaveProspects(t.Context(), datatest.Op, copies)
	if err != nil {
		t.Fatal(err)
	}
	planted := map[[2]int64]int{}
	for n, p := range ps {
		planted[[2]int64{p.ID, ids[n]}] = n
	}
	precision, recall, wrong := judge(t, "Tottori 2016", o, planted)
	for _, w := range wrong[:min(20, len(wrong))] {
		a, b := o.get(w.A), o.get(w.B)
		t.Logf("%v: %s %s%s | %s %s%s%s", w.Reasons, a.Name, a.City, a.Address, b.Name, b.Prefecture, b.City, b.Address)
	}
	if precision < 0.9 || recall < 0.98 {
		t.Errorf("precision %.4f, recall %.4f", precision, recall)
	}
}

func (o *office) get(id int64) prospect.Prospect {
	o.t.Helper()
	ps, err := o.Prospects(o.t.Context(), []int64{id})
	if err != nil || len(ps) != 1 {
		o.t.Fatal(ps, err)
	}
	return ps[0]
}

func TestDuplicateReasons(t *testing.T) {
	number := datatest.CorporateNumber
	for name, c := range map[string]struct {
		a, b prospect.Prospect
		want []prospect.Reason
	}{
		"a name alone":            {prospect.Prospect{Name: "アシスト"}, prospect.Prospect{Name: "アシスト"}, nil},
		"a name in two cities":    {prospect.Prospect{Name: "アシスト", City: "東京都港区"}, prospect.Prospect{Name: "アシスト", City: "大阪市北区"}, nil},
		"two numbers":             {prospect.Prospect{Name: "A", Phone: "03-1111-2222", CorporateNumber: number(1)}, prospect.Prospect{Name: "A", Phone: "03-1111-2222", CorporateNumber: number(2)}, nil},
		"a telephone":             {prospect.Prospect{Name: "A", Phone: "03-1111-2222"}, prospect.Prospect{Name: "B", Phone: "0311112222"}, []prospect.Reason{prospect.SamePhone}},
		"a contact's mail":        {prospect.Prospect{Name: "A", ContactEmail: "Yamada@x.jp"}, prospect.Prospect{Name: "B", Email: "yamada@x.jp"}, []prospect.Reason{prospect.SameEmail}},
		"a domain and a name":     {prospect.Prospect{Name: "㈱A", URL: "https://www.a.co.jp/top"}, prospect.Prospect{Name: "A", Email: "info@a.co.jp"}, []prospect.Reason{prospect.NameDomain}},
		"a domain alone":          {prospect.Prospect{Name: "A", URL: "a.co.jp"}, prospect.Prospect{Name: "B", URL: "a.co.jp"}, nil},
		"everybody's domain":      {prospect.Prospect{Name: "A", Email: "a@gmail.com"}, prospect.Prospect{Name: "A", Email: "b@gmail.com"}, nil},
		"forms in a postal code":  {prospect.Prospect{Name: "有限会社A", PostalCode: "1000001"}, prospect.Prospect{Name: "株式会社A", PostalCode: "1000001"}, []prospect.Reason{prospect.NamePostal}},
		"forms in a city":         {prospect.Prospect{Name: "有限会社A", City: "鳥取市"}, prospect.Prospect{Name: "株式会社A", City: "鳥取市"}, nil},
		"one city, two districts": {prospect.Prospect{Name: "A", Prefecture: "東京都", City: "府中市"}, prospect.Prospect{Name: "A", Prefecture: "広島県", City: "府中市"}, nil},
		"a county left out":       {prospect.Prospect{Name: "A", Prefecture: "鳥取県", City: "西伯郡大山町"}, prospect.Prospect{Name: "A", City: "大山町"}, []prospect.Reason{prospect.NamePlace}},
	} {
		o := newOffice(t)
		ids, err := o.SaveProspects(t.Context(), datatest.Op, []prospect.Prospect{c.a, c.b})
		if err != nil {
			t.Fatal(err)
		}
		pairs, err := prospect.Duplicates(t.Context(), o, nil)
		if err != nil || len(pairs) != min(1, len(c.want)) || len(pairs) == 1 && (!slices.Equal(pairs[0].Reasons, c.want) || pairs[0].A != ids[0] || pairs[0].B != ids[1]) {
			t.Errorf("%s: %+v %v", name, pairs, err)
		}
	}
}
