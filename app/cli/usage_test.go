package cli

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// english finds words of a sentence that is not Japanese; what stands in the
// line of usage is the same in both languages.
var english = regexp.MustCompile(`\b(unknown|required|accepts?|needs?|requires|invalid|argument|flag|a day|number of|id of|say|received)\b`)

func TestWrongUsageIsToldInJapanese(t *testing.T) {
	s := begin(t, "blank")
	for _, args := range [][]string{
		{"nonsense"}, {"import", "nonsense"}, {"funnel", "--nonsense"}, {"funnel", "extra"}, {"kpi"}, {"kpi", "value"}, {"measure", "set", "cost"}, {"review", "explain", "x"},
		{"funnel", "--window", "soon"}, {"funnel", "--view", "side"}, {"import", "prospects", "x.csv", "--on-match", "guess"}, {"import", "prospects", "x.csv", "--map", "name"},
		{"import", "prospects", "x.csv", "--map"}, {"prospects", "search", "--limit", "many"}, {"import", "undo", "first"}, {"prospects", "show", "x"}, {"measure", "set", "x", "--day", "soon", "--value", "1"},
	} {
		c := program(append([]string{"-w", s.file, "--lang", "ja"}, args...)...)
		out, _ := c.CombinedOutput()
		text, usage, told := strings.Cut(string(out), "使い方: ")
		if c.ProcessState.ExitCode() != Usage || !told || usage == "" || english.MatchString(text) {
			t.Errorf("%v: exit %d %s", args, c.ProcessState.ExitCode(), out)
		}
	}
}

func TestTimesAreThoseOfThisComputer(t *testing.T) {
	s := begin(t, "blank")
	s.ok("import", "prospects", s.write("list.csv", "会社名\n株式会社あ\n"))
	c := program("-w", s.file, "--lang", "en", "import", "list")
	at, _ := s.object("import", "list")["imports"].([]any)[0].(map[string]any)["at"].(string)
	c.Env = append(c.Env, "TZ=Asia/Tokyo")
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(at, "Z") || strings.Contains(string(out), at) {
		t.Errorf("%s is listed as\n%s", at, out)
	}
	if os.Getenv("TZ") == "Asia/Tokyo" {
		return
	}
	hour := strings.Replace(at[:16], "T", " ", 1)
	if strings.Contains(string(out), hour) {
		t.Errorf("%s is listed as it is in UTC\n%s", at, out)
	}
}
