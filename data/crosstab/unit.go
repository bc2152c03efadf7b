package crosstab

import (
	"math"
	"slices"
	"strings"
)

// Unit is how a number is written: what it counts, and by what it is to be
// multiplied to be kept.
type Unit struct {
	Word   string  `json:"word"` // 千円, 件, %
	Unit   string  `json:"unit"` // yen, count, ratio, days
	Factor float64 `json:"factor"`
}

// Units are those that are known, the usual ones first.
var Units = []Unit{
	{"円", "yen", 1}, {"千円", "yen", 1e3}, {"万円", "yen", 1e4}, {"百万円", "yen", 1e6}, {"億円", "yen", 1e8},
	{"件", "count", 1}, {"%", "ratio", 0.01}, {"日", "days", 1},
}

var counted = strings.Fields("人 名 社 回 個 本 枚 台 通 店 時間 時 分 pt ポイント クリック セッション pv ユーザー 人日 人月 票 組 室 席 箱 点")

// unitOf reads a unit: 千円, (件), 単位：千円, %.
func unitOf(text string) (Unit, bool) {
	s := strings.Trim(plain(text), "()[]【】<>〈〉")
	for _, lead := range []string{"単位:", "単位;", "単位=", "単位", "unit:", "unit"} {
		if rest, ok := strings.CutPrefix(s, lead); ok && rest != "" {
			s = rest
			break
		}
	}
	switch s {
	case "¥", "jpy", "yen":
		s = "円"
	case "k円", "thousandyen", "jpythousand":
		s = "千円"
	case "mm円", "millionyen", "jpymillion", "百万":
		s = "百万円"
	case "percent", "パーセント":
		s = "%"
	case "count", "cases":
		s = "件"
	}
	if i := slices.IndexFunc(Units, func(u Unit) bool { return u.Word == s }); i >= 0 {
		return Units[i], true
	}
	if slices.Contains(counted, s) {
		return Unit{s, "count", 1}, true
	}
	return Unit{}, false
}

// splitUnit takes a unit in brackets out of a name: 売上（千円）.
func splitUnit(name string) (string, Unit) {
	if g := bracketed.FindStringSubmatch(name); g != nil {
		if u, ok := unitOf(g[2]); ok {
			return strings.TrimSpace(g[1]), u
		}
	}
	return name, Unit{}
}

// scaled multiplies without what binary fractions add: 12.3 % is 0.123.
func scaled(v, by float64) float64 {
	v *= by
	if by < 1 {
		v = math.Round(v*1e12) / 1e12
	}
	return v
}

// endsIn tells whether a name ends in one of the words.
func endsIn(name string, words ...string) bool {
	s := plain(name)
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasSuffix(s, w) })
}

// counts tells by its name that an item is no money although the table is.
func counts(name string) bool { return endsIn(name, "数", "件", "人員", "名", "回", "時間") }

// rateLike tells by its name that an item is a rate or a mean, which doesn't add up.
func rateLike(name string) bool {
	return endsIn(name, "率", "比率", "割合", "比", "cvr", "ctr", "roas", "roi", "rate", "ratio", "%")
}

func meanLike(name string) bool {
	return rateLike(name) || endsIn(name, "単価", "平均", "あたり", "当たり", "cpa", "cpl", "cpc", "cpm", "日数", "リードタイム", "満足度", "nps", "average")
}

// stockLike tells that an item is what there is at a time.
func stockLike(name string) bool {
	return endsIn(name, "残高", "残", "在庫", "在庫数", "会員数", "登録者数", "フォロワー数", "フォロワー", "保有数", "在籍数", "人員", "社員数", "従業員数", "リスト数", "パイプライン", "subscribers", "followers", "headcount", "balance")
}

// lowerIsBetter tells it of costs, losses and times.
func lowerIsBetter(name string) bool {
	return endsIn(name, "費", "費用", "コスト", "経費", "原価", "解約数", "解約率", "離脱率", "直帰率", "失注数", "失注率", "失注件数", "クレーム数", "クレーム件数", "残業時間", "日数", "リードタイム", "cpa", "cpl", "cpc", "cost", "churn")
}
