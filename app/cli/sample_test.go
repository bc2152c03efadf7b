package cli

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSampleTellsItsStory holds the sample workspace against the figures of
// the pictures it was made for.
func TestSampleTellsItsStory(t *testing.T) {
	s := &shell{t, filepath.Join(t.TempDir(), "sample.shirube")}
	s.want(s.object("init", s.file, "--sample"), map[string]any{"workspace": s.file})
	s.want(s.object("check"), map[string]any{"ok": true})

	for _, c := range []struct {
		key, period string
		value       float64
		n, d        any
	}{
		{"new_appointments", "2026-10", 112, nil, nil}, {"meeting_rate", "2026-10", 0.4018, 45, 112}, {"win_rate", "2026-10", 0.2444, 11, 45},
		{"average_deal", "2026-10", 840_000, 9_240_000, 11}, {"lp_visits", "2026-10", 3027, nil, nil}, {"cvr", "2026-10", 0.0297, 90, 3027},
		{"cpl", "2026-10", 7733, 696_000, 90}, {"new_appointments", "2026-09", 93, nil, nil}, {"meeting_rate", "2026-09", 0.5806, 54, 93},
		{"win_rate", "2026-09", 0.2593, 14, 54}, {"cvr", "2026-09", 0.0293, 92, 3140}, {"cpl", "2026-09", 7804, 718_000, 92},
		{"new_appointments", "2026-11", 61, nil, nil}, {"meeting_rate", "2026-11", 0.5574, 34, 61}, {"win_rate", "2026-11", 0.2647, 9, 34},
		{"average_deal", "2026-11", 830_000, 7_470_000, 9}, {"cvr", "2026-11", 0.02555, 60, 2348}, {"cpl", "2026-11", 8300, 498_000, 60},
		{"annual_sales", "2026-09", 11_620_000, nil, nil}, {"annual_sales", "FY2026", 74_390_000, nil, nil},
	} {
		v := s.object("kpi", "value", c.key, "--period", c.period)
		if got := v["value"].(float64); math.Abs(got-c.value) > math.Max(c.value*2e-4, 6e-5) {
			t.Errorf("%s %s: %v, want %v", c.key, c.period, got, c.value)
		}
		s.want(v, map[string]any{"numerator": c.n, "denominator": c.d})
	}
	year := s.object("kpi", "value", "annual_sales", "--period", "FY2026")
	s.want(year, map[string]any{"target": 120_000_000, "state": "caution"})
	if pace := year["pace"].(float64); math.Abs(pace-77_650_000) > 50_000*10 {
		t.Errorf("pace %v, want about 77.65 million", pace)
	}

	moved := s.object("kpi", "drivers", "annual_sales", "--period", "2026-10", "--against", "2026-09")
	want := map[string]float64{"meeting_rate": -3_852_365, "new_appointments": 1_965_390, "win_rate": -619_229, "average_deal": 126_204}
	for _, d := range moved["drivers"].([]any) {
		d := d.(map[string]any)
		if w := want[d["factor"].(string)]; math.Abs(d["contribution"].(float64)-w) > 1 {
			t.Errorf("%v, want %v", d, w)
		}
	}
	points := s.object("kpi", "chart", "meeting_rate", "--from", "2025-04", "--to", "2026-10")["points"].([]any)
	for i, p := range points {
		rule := p.(map[string]any)["rule"]
		if last := i == len(points)-1; last != (rule == "outside") {
			t.Errorf("%v: rule %q", p, rule)
		}
	}
	funnel := s.object("funnel", "--from", "2026-04-01", "--to", "2026-07-31")
	if got := stageCounts(funnel["groups"].([]any)[0]); len(points) != 19 || got[0] != 4812 || got[1] != 1126 || got[2] != 214 {
		t.Errorf("%d points and funnel %v, want 19 and 4812 1126 214", len(points), got)
	}
	rejected := 0.0
	for _, i := range s.object("import", "list")["imports"].([]any) {
		rejected += i.(map[string]any)["result"].(map[string]any)["rejected_count"].(float64)
	}
	if rejected != 4 {
		t.Errorf("%v rows were rejected, want 4", rejected)
	}
}

func TestReportOfTheSample(t *testing.T) {
	s := &shell{t, filepath.Join(t.TempDir(), "sample.shirube")}
	s.ok("init", s.file, "--sample")
	hostile := s.write("hostile.csv", "会社名,チャネル,認知日\n</script><script>alert(1)</script>,\"\"\"><img onerror=alert(1)>\",2026-06-01\n")
	s.ok("import", "prospects", hostile, "--stage", "aware=認知日")
	for _, lang := range []string{"ja", "en"} {
		out := filepath.Join(t.TempDir(), lang+".html")
		c := program("-w", s.file, "--lang", lang, "report", "--period", "2026-10", "--out", out)
		if text, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		b, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		page := string(b)
		words := map[string]string{"ja": "商談化率", "en": "Meeting rate"}[lang]
		for _, part := range []string{words, "40.2", "45/112", "echarts"} {
			if !strings.Contains(page, part) {
				t.Errorf("%s: no %q on the page", lang, part)
			}
		}
		for _, part := range []string{"<script src", "<link ", "<img onerror", "<script>alert"} {
			if strings.Contains(page, part) {
				t.Errorf("%s: %q on the page", lang, part)
			}
		}
	}
}
