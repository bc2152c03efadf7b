package html

import (
	"bytes"
	"math"
	"regexp"
	"strings"
	"testing"

	"shirube/assets/words"
	"shirube/charts/charttest"
	"shirube/data/funnel"
	"shirube/data/report"
)

func written(t testing.TB, doc report.Document, lang string) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, doc, words.In(lang)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTheSameDocumentGivesTheSameBytes(t *testing.T) {
	first := written(t, charttest.Document(t), "ja")
	for range 5 {
		if written(t, charttest.Document(t), "ja") != first {
			t.Fatal("two pages of one document differ")
		}
	}
	if len(first) > 1_600_000 {
		t.Errorf("the page has %d bytes", len(first))
	}
}

func TestThePageAsksForNothing(t *testing.T) {
	page := written(t, charttest.Document(t), "ja")
	for _, script := range []string{"</script>\n<script>", "@import", "url("} {
		if i := strings.Index(page, script); i >= 0 && i < strings.Index(page, "<script>") {
			t.Errorf("the page has %q", script)
		}
	}
	head, _, _ := strings.Cut(page, "<script>")
	if found := regexp.MustCompile(`(src|href)\s*=`).FindAllString(head, -1); found != nil {
		t.Errorf("the page refers to %v", found)
	}
}

func TestEveryScriptIsNamedInThePolicy(t *testing.T) {
	page := written(t, charttest.Document(t), "ja")
	found := 0
	for _, part := range strings.Split(page, "<script>")[1:] {
		script, _, _ := strings.Cut(part, "</script>")
		if !strings.Contains(page, "sha256-"+strings.ReplaceAll(digest(script), "+", "&#43;")) {
			t.Errorf("a script of %d bytes is not in the policy", len(script))
		}
		found++
	}
	if found != 2 {
		t.Errorf("%d scripts, want the library and the start", found)
	}
}

func TestThePageSaysTheNumbers(t *testing.T) {
	for lang, want := range map[string][]string{
		"ja": {"2026年10月 レポート", "しるべ商事株式会社", "7,439万円", "1億2,000万円", "62.0%", "40.2%", "45/112", "10月 下限割れ", "遅れ", "未計測",
			"¥7,733", "0.0180%", "1,126 / 4,812社", "決着商談数 ÷ 新規アポ獲得数", "広告費 ÷ (リード数 &#43; そのほか)", "(空欄)", "展示会名簿.csv", "742行のうち12行"},
		"en": {"Report for Oct 2026", "74.39 M yen", "120.0 M yen", "Behind", "Not measured", "7,733 yen", "(blank)", "12 of 742 rows"},
	} {
		page := written(t, charttest.Document(t), lang)
		head, _, _ := strings.Cut(page, "<script>")
		for _, s := range want {
			if !strings.Contains(head, s) {
				t.Errorf("%s: %q is missing", lang, s)
			}
		}
	}
}

func TestPartsThatWereNotAskedForAreLeftOut(t *testing.T) {
	doc := charttest.Document(t)
	full := written(t, doc, "ja")
	bare := written(t, report.Document{Period: doc.Period, Made: doc.Made}, "ja")
	for _, s := range []string{"<section", "data-chart=", "report.", "%!"} {
		if strings.Contains(cutScripts(bare), s) {
			t.Errorf("an empty document has %q", s)
		}
	}
	if strings.Count(full, "<section") != 10 {
		t.Errorf("a full document has %d sections, want 10", strings.Count(full, "<section"))
	}
}

func TestAFunnelWithNobodyIsASentence(t *testing.T) {
	doc := charttest.Document(t)
	for i := range doc.Funnel.Result.Groups[0].Stages {
		doc.Funnel.Result.Groups[0].Stages[i] = funnel.StageCount{Stage: doc.Funnel.Stages[i].Key}
	}
	page := cutScripts(written(t, doc, "ja"))
	if !strings.Contains(page, words.In("ja").T("report.funnel.empty")) || strings.Contains(page, `id="funnel"`) {
		t.Error("a funnel without anybody was drawn")
	}
}

func TestWhatIsNotANumberIsAGap(t *testing.T) {
	doc := charttest.Document(t)
	*doc.Trends[0].Points[3].Value.Value = math.NaN()
	*doc.Trends[0].Points[4].Value.Value = math.Inf(1)
	*doc.Trends[0].Points[5].Value.Value = math.MaxFloat64
	*doc.Trends[0].Points[6].Value.Value = 5e-324
	page := written(t, doc, "ja")
	data := between(page, `data-chart="trend1">`, "</script>")
	if strings.Contains(data, "NaN") || strings.Count(data, `"value":"-"`) == 0 {
		t.Errorf("options: %.300s", data)
	}
}

func cutScripts(page string) string {
	return regexp.MustCompile(`(?s)<script>.*?</script>`).ReplaceAllString(page, "")
}
