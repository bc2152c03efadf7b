package app

import (
	"encoding/xml"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// arguments splits a command line as Windows' programs do: blanks part, quotes
// hold together, \" is a quote, other backslashes stand for themselves.
func arguments(line string) (all []string) {
	var b strings.Builder
	inside, begun := false, false
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\\' && i+1 < len(line) && line[i+1] == '"':
			b.WriteByte('"')
			i++
		case c == '"':
			inside, begun = !inside, true
		case c == ' ' && !inside:
			if b.Len() > 0 || begun {
				all = append(all, b.String())
			}
			b.Reset()
			begun = false
		default:
			b.WriteByte(c)
		}
	}
	return append(all, b.String())
}

func TestTheTaskSchedulerRunsTheProgramOnTheWorkspace(t *testing.T) {
	program, workspace := `C:\Program Files\Shirube\shirube.exe`, `C:\Users\佐藤 美咲\営業 部.shirube`
	line := arguments(taskScheduler(program, workspace))
	at := slices.Index(line, "/TR")
	if at < 0 || at+2 != len(line) {
		t.Fatalf("the line is %q", line)
	}
	if got := arguments(line[at+1]); !slices.Equal(got, []string{program, "report", "--due", "--workspace", workspace}) {
		t.Errorf("it runs %q", got)
	}
}

func TestLaunchdRunsTheProgramOnTheWorkspace(t *testing.T) {
	program, workspace := "/Applications/Shirube & Co.app/shirube", `/Users/sato/<営業> "部".shirube`
	var list struct {
		Dict struct {
			Strings []string `xml:"array>string"`
		} `xml:"dict"`
	}
	if err := xml.Unmarshal([]byte(launchd(program, workspace)), &list); err != nil {
		t.Fatal(err)
	}
	if got := list.Dict.Strings; !slices.Equal(got, []string{program, "report", "--due", "--workspace", workspace}) {
		t.Errorf("it runs %q", got)
	}
}

func TestCronRunsTheProgramOnTheWorkspace(t *testing.T) {
	for _, workspace := range []string{"/home/sato/営業 部.shirube", "/home/o'neil/100%/$HOME `id`;\"x\".shirube"} {
		line, ok := strings.CutPrefix(cron("printf", workspace), "0 8 * * * 'printf'")
		if !ok || strings.Contains(strings.ReplaceAll(line, `\%`, ""), "%") {
			t.Fatalf("the line is %s", line)
		}
		// as cron hands it to sh
		out, err := exec.Command("sh", "-c", `printf '%s\n'`+strings.ReplaceAll(line, `\%`, "%")).Output()
		if err != nil {
			t.Skipf("no sh: %v", err)
		}
		if got := strings.Split(strings.TrimSpace(string(out)), "\n"); !slices.Equal(got, []string{"report", "--due", "--workspace", workspace}) {
			t.Errorf("it runs %q", got)
		}
	}
	if taskName("/a.shirube") == taskName("/b.shirube") {
		t.Error("two workspaces have one task")
	}
}
