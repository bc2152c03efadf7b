package prospect

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// variants are spellings of one character that people mix, the usual one first.
const variants = "高髙 崎碕嵜 徳德 浜濱濵 辺邊邉 斉齊斎齋 沢澤 広廣 国國圀 島嶋嶌 桜櫻 竜龍 恵惠 栄榮 真眞 当當 学學 会會 県縣 " +
	"関關 鉄鐵 鉱鑛 塩鹽 円圓 実實 宝寶 寿壽 来來 将將 条條 伝傳 売賣 万萬 与與 弁辨辯 総總 緑綠 礼禮 蔵藏 曽曾 " +
	"渋澁 滝瀧 瀬瀨 桧檜 頼賴 槙槇 晋晉 亀龜 黒黑 館舘 団團 医醫 薬藥 楽樂 検檢 剣劍 戸戶 富冨 峰峯 略畧 群羣 " +
	"松枩 梅楳 柳栁 鶏鷄 鴎鷗 蛍螢 蝋蠟 蒋蔣 餅餠 麺麵 彦彥 静靜 双雙 号號 台臺 岳嶽 巌巖 拡擴 撃擊 権權 横橫 " +
	"歩步 歳歲 毎每 清淸 温溫 焼燒 狭狹 猪豬 研硏 秘祕 穂穗 粋粹 絵繪 継繼 続續 聡聰 芸藝 荘莊 観觀 豊豐 軽輕 " +
	"転轉 遥遙 郎郞 郷鄕 銭錢 録錄 鎮鎭 霊靈 顕顯 駅驛 験驗 髪髮"

// one[r-0x3400] is the usual spelling of a CJK character, 0 where it is its own.
var one = func() *[0x9fff - 0x3400 + 1]uint16 {
	var t [0x9fff - 0x3400 + 1]uint16
	for _, group := range strings.Fields(variants) {
		usual, n := utf8.DecodeRuneInString(group)
		for _, r := range group[n:] {
			if r != usual && r >= 0x3400 && r <= 0x9fff {
				t[r-0x3400] = uint16(usual)
			}
		}
	}
	return &t
}()

var rare = strings.NewReplacer("𠮷", "吉", "﨑", "崎")

// Fold brings a text into the form in which it is searched and compared:
// NFKC, upper case, hiragana as katakana, one spelling for old and new kanji,
// for dashes and for （株）, and no spaces.
func Fold(s string) string { return string(appendFold(make([]byte, 0, len(s)), s)) }

// appendFold appends the folded text.
func appendFold(b []byte, s string) []byte {
	for _, r := range s {
		if !plain(r) {
			s = norm.NFKC.String(strings.ReplaceAll(rare.Replace(s), "\u301c", "~"))
			break
		}
	}
	from, bracket := len(b), false
	for _, r := range s {
		switch {
		case r >= 'a' && r <= 'z':
			r -= 'a' - 'A'
		case r < 0x80:
			if r <= ' ' || r == 0x7f {
				continue
			}
			bracket = bracket || r == '('
			b = append(b, byte(r))
			continue
		case r >= 0x3041 && r <= 0x3096:
			r += 0x60
		case r >= 0x3400 && r <= 0x9fff:
			if u := one[r-0x3400]; u != 0 {
				r = rune(u)
			}
		case r >= 0xff01 && r <= 0xff5e: // left by a text that NFKC was not needed for
			r -= 0xff01 - '!'
			if r >= 'a' && r <= 'z' {
				r -= 'a' - 'A'
			}
			bracket = bracket || r == '('
		case isDash(r):
			r = '-'
		case unicode.IsSpace(r) || r == 0x200b || r == 0xfeff:
			continue
		case r > 0x7f && r < 0x3000:
			r = unicode.ToUpper(r)
		}
		b = utf8.AppendRune(b, r)
	}
	if bracket {
		return append(b[:from], brackets.Replace(string(b[from:]))...)
	}
	return b
}

// plain tells whether r needs no NFKC: ASCII, kana, kanji and full-width ASCII.
func plain(r rune) bool {
	return r < 0x80 || r == 0x3000 || r >= 0x3041 && r <= 0x3096 || r >= 0x30a1 && r <= 0x30fe ||
		r >= 0x3400 && r <= 0x9fff || r >= 0xff01 && r <= 0xff5e
}

func isDash(r rune) bool {
	return r >= 0x2010 && r <= 0x2015 || r == 0x2212 || r == 0xff0d || r == 0x2500
}

var brackets = strings.NewReplacer("(株)", "株式会社", "(有)", "有限会社", "(同)", "合同会社", "(資)", "合資会社", "(名)", "合名会社",
	"(一社)", "一般社団法人", "(一財)", "一般財団法人", "(公社)", "公益社団法人", "(公財)", "公益財団法人",
	"(社)", "社団法人", "(財)", "財団法人", "(医)", "医療法人", "(学)", "学校法人", "(福)", "社会福祉法人", "(宗)", "宗教法人")

// forms are legal forms, folded; they may stand at either end or in the middle.
var forms = strings.NewReplacer("株式会社", "", "有限会社", "", "合同会社", "", "合資会社", "", "合名会社", "",
	"一般社団法人", "", "一般財団法人", "", "公益社団法人", "", "公益財団法人", "", "社団法人", "", "財団法人", "",
	"特定非営利活動法人", "", "NPO法人", "", "医療法人社団", "", "医療法人財団", "", "医療法人", "", "学校法人", "",
	"社会福祉法人", "", "宗教法人", "", "独立行政法人", "", "国立大学法人", "", "CO.,LTD.", "", "CO.,LTD", "", "CO.LTD.", "", ",INC.", "", "K.K.", "")

var bank = []string{"カ", "ユ", "ド", "メ", "シ", "イ", "ガク", "フク", "シユウ"}

// NameKey is the loose key of a company name: equal keys make two companies
// candidates for being the same, never more (アシスト is over a thousand
// companies). Legal form, marks between words and long-vowel marks don't count,
// and neither does which kana of one sound is written (ヴ or ブ, ヂ or ジ).
func NameKey(name string) string {
	folded := Fold(name)
	key := forms.Replace(folded)
	for _, f := range bank {
		key = strings.TrimPrefix(strings.TrimPrefix(key, f+")"), "("+f+")")
		key = strings.TrimSuffix(strings.TrimSuffix(key, "("+f), "("+f+")")
	}
	key = strings.Map(loose, sounds.Replace(key))
	if key == "" {
		return folded
	}
	return key
}

var sounds = strings.NewReplacer("ヴァ", "バ", "ヴィ", "ビ", "ヴェ", "ベ", "ヴォ", "ボ", "ヴ", "ブ", "ヂ", "ジ", "ヅ", "ズ", "ヰ", "イ", "ヱ", "エ", "ヲ", "オ")

const smallKana, bigKana = "ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ"

var big = func() map[rune]rune {
	m, to := map[rune]rune{}, []rune(bigKana)
	for i, r := range []rune(smallKana) {
		m[r] = to[i]
	}
	return m
}()

func loose(r rune) rune {
	switch {
	case r == '・' || r == '-' || r == 'ー' || r == '･' || r == '.' || r == ',' || r == '\'' || r == '’' || r == '&' || r == '=':
		return -1
	case r >= 'ァ' && r <= 'ヶ':
		if b, ok := big[r]; ok {
			return b
		}
	}
	return r
}

// SearchText is the folded text in which a prospect is searched, one field a
// line: name, kana, address, phone (as written and digits only), numbers,
// e-mail, URL and, behind peopleMark, the first contact. A workspace keeps all
// contacts there: see WithPeople.
func SearchText(p Prospect) string { return string(AppendSearchText(nil, &p)) }

// AppendSearchText appends the SearchText of p.
func AppendSearchText(b []byte, p *Prospect) []byte {
	from := len(b)
	add := func(parts ...string) {
		some := false
		for _, s := range parts {
			if s == "" {
				continue
			}
			if !some && len(b) > from {
				b = append(b, '\n')
			}
			some = true
			b = appendFold(b, s)
		}
	}
	add(p.Name)
	add(p.Kana)
	add(p.Prefecture, p.City, p.Address)
	add(p.Phone)
	if strings.Contains(p.Phone, "-") {
		add(strings.ReplaceAll(p.Phone, "-", ""))
	}
	add(p.CorporateNumber)
	if p.ExternalID != p.Name {
		add(p.ExternalID)
	}
	add(p.Email)
	add(p.URL)
	if p.ContactName == "" && p.ContactEmail == "" {
		return b
	}
	return appendPeople(b, p.ContactName, p.ContactEmail)
}

// WithPeople is a search text with all people of a company, given as lines of
// names and addresses, in place of those it has.
func WithPeople(text, people string) string {
	own, _, _ := strings.Cut(text, peopleMark)
	return string(appendPeople([]byte(own), people))
}

// peopleMark stands before the people of a search text: no folded field has a tab.
const peopleMark = "\n\t"

func appendPeople(b []byte, people ...string) []byte {
	mark := peopleMark
	for _, lines := range people {
		for line := range strings.SplitSeq(lines, "\n") {
			before := len(b)
			b = append(b, mark...)
			from := len(b)
			if b = appendFold(b, line); len(b) == from {
				b = b[:before]
			} else {
				mark = "\n"
			}
		}
	}
	return b
}

// SearchWords splits what a user typed at spaces and folds each word; every
// word must occur in SearchText.
func SearchWords(text string) []string {
	words := strings.Fields(text)
	n := 0
	for _, w := range words {
		if f := Fold(w); f != "" {
			words[n] = f
			n++
		}
	}
	return words[:n]
}
