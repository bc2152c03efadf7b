package prospect_test

import (
	"strings"
	"testing"

	"shirube/data/prospect"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"髙﨑商店":           "高崎商店",
		"渡邊 ・ 渡邉":        "渡辺・渡辺",
		"ﾃｽﾄ ｶﾞｲﾄﾞ":      "テストガイド",
		"ひらがなカタカナ":       "ヒラガナカタカナ",
		"㈱山田":            "株式会社山田",
		"（株）ＡＢＣ　ｄｅｆ":     "株式会社ABCDEF",
		"㍿山田":            "株式会社山田",
		"１－２−３—４":        "1-2-3-4",
		"〜～":             "~~",
		"①":              "1",
		"𠮷野家":            "吉野家",
		"齋藤":             "斉藤",
		"Café":           "CAFÉ",
		"":               "",
		"a\tb\nc\u3000d": "ABCD",
	} {
		if got := prospect.Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFoldIsStable(t *testing.T) {
	for _, s := range []string{"㈱髙島屋", "ｶﾌｪ・ド・パリ", "Ｔｈｅ 〜 Co.", "Straße", "ﬁn", "ヴァ", "㌔", "（㈱）"} {
		once := prospect.Fold(s)
		if twice := prospect.Fold(once); twice != once {
			t.Errorf("Fold(%q) = %q, again %q", s, once, twice)
		}
	}
}

func TestNameKey(t *testing.T) {
	for _, same := range [][]string{
		{"株式会社アシスト", "アシスト株式会社", "㈱アシスト", "アシスト（株）", "有限会社 アシスト", "ｱｼｽﾄ", "カ)アシスト", "アシスト(カ", "あしすと", "アシスト　株式会社 "},
		{"キャノン", "キヤノン株式会社"},
		{"コンピューター・サービス", "コンピュータサービス"},
		{"一般社団法人髙田", "高田"},
		{"ヴィーナス・デヴァイス", "ビーナスデバイス", "ゔぃーなす・でゔぁいす"},
		{"三日ヅケ", "三日ズケ"},
	} {
		for _, s := range same[1:] {
			if a, b := prospect.NameKey(same[0]), prospect.NameKey(s); a != b {
				t.Errorf("NameKey(%q) = %q, NameKey(%q) = %q", same[0], a, s, b)
			}
		}
	}
	if k := prospect.NameKey("株式会社"); k == "" {
		t.Error("a name that is only a legal form lost its key")
	}
}

func TestSearchText(t *testing.T) {
	text := prospect.SearchText(prospect.Prospect{Name: "㈱髙田", Prefecture: "東京都", City: "港区", Address: "芝１−２", Phone: "03-1234-5678", Email: "a@x.jp"})
	for _, q := range []string{"株式会社高田", "東京都港区芝1-2", "0312345678", "03-1234", "ａ＠ｘ"} {
		for _, w := range prospect.SearchWords(q) {
			if !strings.Contains(text, w) {
				t.Errorf("%q not found in %q", w, text)
			}
		}
	}
	if w := prospect.SearchWords(" 　港区 "); len(w) != 1 || w[0] != "港区" {
		t.Errorf("SearchWords = %q", w)
	}
}

func BenchmarkSearchText(b *testing.B) {
	p := prospect.Prospect{Name: "株式会社鳥取中央食品", Kana: "トットリチュウオウショクヒン", Prefecture: "鳥取県", City: "鳥取市", Address: "東町２丁目２２３", CorporateNumber: "1000013050238"}
	b.ReportAllocs()
	for b.Loop() {
		prospect.SearchText(p)
	}
}
