package intake

import (
	"regexp"
	"slices"
	"strings"
)

var (
	postalLike = regexp.MustCompile(`^〒?\s*\d{3}[-－ー‐−]\d{4}$`)
	phoneLike  = regexp.MustCompile(`^(\+81[- ]?|0)\d{1,4}[-( )]{1,2}\d{1,4}[-) ]\d{3,4}$|^0\d{9,10}$`)
)

func companyLike(v string) bool {
	return slices.ContainsFunc(companyForms, func(form string) bool { return strings.Contains(v, form) })
}

var companyForms = strings.Fields("株式会社 有限会社 合同会社 合資会社 合名会社 ㈱ ㈲ (株) （株） (有) （有） (同) （同） 社団法人 財団法人 医療法人 学校法人 福祉法人 宗教法人 活動法人")

const prefectureNames = "北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県 新潟県 富山県 石川県 福井県 山梨県 長野県 " +
	"岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県"

// Prefectures lists the 47 in the order of JIS X 0401.
func Prefectures() []string { return strings.Fields(prefectureNames) }

var prefectures = func() map[string]bool {
	m := map[string]bool{}
	for _, p := range Prefectures() {
		m[p] = true
	}
	return m
}()

var shortPrefectures = func() map[string]string {
	m := map[string]string{}
	for _, p := range Prefectures() {
		m[p[:len(p)-len("県")]] = p
	}
	return m
}()

// ReadPrefecture gives the full name where a prefecture was written in short
// (東京 → 東京都), and any other text as it is.
func ReadPrefecture(s string) string {
	if prefectures[s] {
		return s
	}
	s = Clean(s)
	if full, ok := shortPrefectures[s]; ok {
		return full
	}
	return s
}

// SplitAddress cuts the prefecture off the front of an address, "" where it
// begins with none.
func SplitAddress(s string) (prefecture, rest string) {
	s = Clean(s)
	for _, p := range Prefectures() {
		if rest, ok := strings.CutPrefix(s, p); ok {
			return p, Clean(rest)
		}
	}
	return "", s
}
