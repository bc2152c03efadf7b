package paper

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"shirube/assets/face"
	"shirube/assets/words"
	"shirube/charts/charttest"
	"shirube/charts/scene"
	"shirube/data/report"
)

// texts are all words on the pages.
func texts(pages []*scene.Scene) (all []scene.Text) {
	for _, p := range pages {
		for _, it := range p.Items {
			if t, ok := it.(scene.Text); ok {
				all = append(all, t)
			}
		}
	}
	return all
}

func saidOn(pages []*scene.Scene) string {
	var b strings.Builder
	for _, t := range texts(pages) {
		b.WriteString(t.S + "\n")
	}
	return b.String()
}

func TestEverythingStandsOnThePaper(t *testing.T) {
	long := charttest.Document(t)
	for range 40 {
		long.KPIs = append(long.KPIs, long.KPIs[1])
		long.Definitions = append(long.Definitions, long.Definitions[1])
	}
	for name, doc := range map[string]report.Document{"report": charttest.Document(t), "hostile": charttest.Hostile(t), "long": long} {
		for _, lang := range []string{"ja", "en"} {
			for _, lying := range []bool{false, true} {
				doc.Notes = strings.Repeat("言いたいこと。", 60)
				pages := Pages(doc, words.In(lang), Options{Landscape: lying})
				for n, p := range pages {
					for _, it := range texts([]*scene.Scene{p}) {
						left, wide := it.X, face.Width(it.S, it.Size, it.Bold)
						switch it.Anchor {
						case scene.Middle:
							left -= wide / 2
						case scene.End:
							left -= wide
						}
						if left < margin-1 || left+wide > p.W-margin+1 || it.Y < margin-10 || it.Y > p.H-20 {
							t.Errorf("%s, %s, page %d of %d: %q stands at %.0f–%.0f, %.0f", name, lang, n+1, len(pages), it.S, left, left+wide, it.Y)
						}
					}
				}
			}
		}
	}
}

func TestPagesSayWhatTheReportHolds(t *testing.T) {
	pages := Pages(charttest.Document(t), words.In("ja"), Options{})
	said := saidOn(pages)
	for _, want := range []string{
		"2026年10月 レポート", "経営会議 御中", "商談化率に動きがあります", "KGI 年間売上", "40.2%", "45/112", "下限割れ", "−385.2万円", "+196.5万円",
		"展示会の名刺は先に一次ヒアリング", "効いた", "ボトルネック", "メール・フォーム", "742行のうち12行", "数字の定義",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("the pages don't say %q", want)
		}
	}
	for n := range pages {
		if want := fmt.Sprintf("%d / %d", n+1, len(pages)); !strings.Contains(saidOn(pages[n:n+1]), want) {
			t.Errorf("page %d doesn't say %s", n+1, want)
		}
	}
	if !reflect.DeepEqual(pages, Pages(charttest.Document(t), words.In("ja"), Options{})) {
		t.Error("the same report gives other pages")
	}
}

func TestATableGoesOnUnderItsHeading(t *testing.T) {
	doc := charttest.Document(t)
	only := report.Document{Period: doc.Period, Made: doc.Made, Complete: true}
	for range 90 {
		only.Definitions = append(only.Definitions, doc.Definitions[1])
	}
	pages := Pages(only, words.In("ja"), Options{})
	rows := 0
	for n := range pages {
		said := saidOn(pages[n : n+1])
		if !strings.Contains(said, "指標\n式\n") {
			t.Errorf("page %d has no heading over its rows", n+1)
		}
		rows += strings.Count(said, "商談化率")
	}
	if len(pages) < 3 || rows != 90 {
		t.Errorf("%d pages show %d of 90 rows", len(pages), rows)
	}
}

func TestAnEmptyReportSaysSo(t *testing.T) {
	doc := charttest.Document(t)
	if said := saidOn(Pages(report.Document{Period: doc.Period, Made: doc.Made}, words.In("ja"), Options{})); !strings.Contains(said, "のせるものがまだありません") {
		t.Errorf("it says %q", said)
	}
}

func FuzzLines(f *testing.F) {
	f.Add("商談化率の下限割れ(40.2%)で、展示会の名刺38社のうち商談が5社だったためです。", 120.0)
	f.Add("a verylongwordwithoutanyspaceinit and more", 40.0)
	f.Add("「」。、\n\n  ", 1.0)
	f.Fuzz(func(t *testing.T, text string, width float64) {
		if !(width > 0) || width > 1e6 || len(text) > 4000 {
			return
		}
		lines := broken(text, width, 12, false)
		letters := func(s string) string { return strings.Join(strings.Fields(clean(s)), "") }
		if letters(strings.Join(lines, "\n")) != letters(text) {
			t.Errorf("%q became %q", text, lines)
		}
		for _, line := range lines {
			if face.Width(line, 12, false) > width && len([]rune(line)) > 1 {
				t.Errorf("%q is wider than %v", line, width)
			}
		}
	})
}

func TestSectionsStandInTheOrderAskedFor(t *testing.T) {
	doc := charttest.Document(t)
	doc.Sections = []report.Section{report.Definitions, report.Causes, report.KPIs}
	said := saidOn(Pages(doc, words.In("ja"), Options{}))
	last := -1
	for _, heading := range []string{"数字の定義\n", "原因と打ち手\n", "KPI\n"} {
		at := strings.Index(said, heading)
		if at <= last {
			t.Errorf("%q stands at %d, after %d", heading, at, last)
		}
		last = at
	}
	if strings.Contains(said, "チャネル別") {
		t.Error("a section that was not asked for is printed")
	}
}

func TestNoRowStandsOnAPageAlone(t *testing.T) {
	doc := charttest.Document(t)
	only := report.Document{Period: doc.Period, Made: doc.Made, Sections: []report.Section{report.Definitions}}
	for range 60 {
		only.Definitions = append(only.Definitions, doc.Definitions[0])
		pages := Pages(only, words.In("ja"), Options{})
		if last := strings.Count(saidOn(pages[len(pages)-1:]), "年間売上\n"); last == 1 && len(only.Definitions) > 1 {
			t.Errorf("of %d rows one stands alone on page %d", len(only.Definitions), len(pages))
		}
	}
}
