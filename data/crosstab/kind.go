package crosstab

import (
	"regexp"
	"slices"
	"strings"
)

// Kind is what a row or column of numbers is.
type Kind string

// The kinds. Only results, targets and last year's results are taken; the rest
// follows from them or is a guess.
const (
	Actual     Kind = "actual"
	Target     Kind = "target"
	LastYear   Kind = "last_year"    // results of the months a year before
	Rate       Kind = "achievement"  // result ÷ target
	YearOnYear Kind = "year_on_year" // result ÷ last year's
	Difference Kind = "difference"   // result − target
	Cumulative Kind = "cumulative"   // added up since the year began
	Forecast   Kind = "forecast"     // expected, not measured
)

// kindWords are as plain gives them; those of one kind in the order in which
// they are tried at a name's end.
var kindWords = []struct {
	kind  Kind
	words []string
}{
	{Rate, strings.Fields("目標達成率 予算達成率 計画達成率 達成率 達成度 進捗率 予算比 計画比 目標比 achievement achieved")},
	{YearOnYear, strings.Fields("前年同月比 前年同期比 前年対比 前年度比 前年比 昨対比 昨対 前月比 前期比 yoy mom")},
	{Difference, strings.Fields("目標差異 予実差異 予算差異 差異 差額 過不足 予実差 差分 差 variance difference diff gap")},
	{LastYear, strings.Fields("前年度実績 前年同月実績 前年同月 前年実績 前期実績 昨年実績 昨年度 前年度 前年 昨年 前期 lastyear previousyear prioryear")},
	{Cumulative, strings.Fields("実績累計 目標累計 累計 累積 ytd cumulative")},
	{Forecast, strings.Fields("着地見込み 着地見込 着地予想 着地 見込み 見込 予測 予想 forecast outlook")},
	{Target, strings.Fields("月次目標 目標値 目標 計画値 計画 予算 予定 ノルマ target targets plan planned budget goal")},
	{Actual, strings.Fields("実績値 実績 実数 結果 実際 actual actuals result results")},
}

// kindOf reads a word that says what numbers are; "" where it says nothing.
func kindOf(text string) Kind {
	s := strings.Trim(plain(text), "()[]【】<>〈〉「」:・")
	for _, k := range kindWords {
		if slices.Contains(k.words, s) {
			return k.kind
		}
	}
	return ""
}

var bracketed = regexp.MustCompile(`^(.*?)[\s　]*[（(\[［【<〈]([^（(\[［【<〈）)\]］】>〉]+)[）)\]］】>〉]$`)

var leading = regexp.MustCompile(`^[（(\[［【<〈]([^）)\]］】>〉]+)[）)\]］】>〉][\s　]*(.+)$`)

// splitKind takes the kind out of a name: 訪問数（目標）, 【実績】訪問数, 売上目標,
// Visits target. The name is "" where it was nothing but a kind.
func splitKind(name string) (string, Kind) {
	if k := kindOf(name); k != "" {
		return "", k
	}
	if g := bracketed.FindStringSubmatch(name); g != nil {
		if k := kindOf(g[2]); k != "" {
			return strings.TrimSpace(g[1]), k
		}
	}
	if g := leading.FindStringSubmatch(name); g != nil {
		if k := kindOf(g[1]); k != "" {
			return strings.TrimSpace(g[2]), k
		}
	}
	for _, k := range kindWords {
		for _, w := range k.words {
			rest, ok := cutEnd(name, w)
			if rest = strings.TrimRight(rest, " 　_-・:："); !ok || rest == "" || len([]rune(w)) < 2 {
				continue
			}
			if kindOf(rest) != "" {
				return "", k.kind
			}
			return rest, k.kind
		}
	}
	return name, ""
}

// cutEnd cuts a word off a name's end; a Latin one only behind a space or mark.
func cutEnd(name, word string) (string, bool) {
	if len(name) <= len(word) || !strings.EqualFold(name[len(name)-len(word):], word) {
		return name, false
	}
	rest := name[:len(name)-len(word)]
	if word[0] < 0x80 && !strings.ContainsAny(rest[len(rest)-1:], " _-:") {
		return name, false
	}
	return rest, true
}

// What columns beside the months are called.
var (
	itemWords  = strings.Fields("項目 項目名 kpi kpi項目 指標 指標名 kpi名 科目 勘定科目 内容 名称 活動 活動内容 管理項目 評価項目 小項目 中項目 item metric measure name")
	otherWords = strings.Fields("担当 担当者 責任者 owner 備考 メモ コメント 定義 計算式 説明 算出方法 データ元 note notes remarks comment")
	totalExact = strings.Fields("合計 計 総計 小計 総合計 全体 全社 全社計 全社合計 total subtotal grandtotal sum totals")
	totalRow   = []string{"合計", "総計", "小計", "total"}
	averages   = strings.Fields("平均 月平均 月次平均 年平均 average avg mean")
	sums       = strings.Fields("合計 計 年計 年間 年間計 年間合計 年度計 年度合計 通期 通期計 通期合計 総計 累計 当期累計 total sum ytd fullyear annual year fy")
	halves     = [2][]string{strings.Fields("上期 上期計 上期合計 上半期 上半期計 上半期合計 上期小計 h1 1h firsthalf"),
		strings.Fields("下期 下期計 下期合計 下半期 下半期計 下半期合計 下期小計 h2 2h secondhalf")}
	quarter  = regexp.MustCompile(`^(?:第?([1-4])四半期(?:計|合計)?|([1-4])q(?:計|合計)?|q([1-4])(?:計|合計|total)?)$`)
	noteLike = regexp.MustCompile(`^(※|\*|＊|注[)）:：\d 　]|注記|備考|・|○|●|■|□|◆|◇|＜|<|\(注|（注|note[: ])`)
	missing  = strings.Fields("- -- ― ー – — ‐ − － … ‥ / ／ * n/a na 未 未定 未集計 未計測 未入力 集計中 なし null tbd")
)
