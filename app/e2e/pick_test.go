package e2e

import (
	"strings"
	"testing"
)

// TestSearchPickAndPutOnAList narrows the list by search and condition, keeps
// that as a segment, and puts all it finds on a list, by mouse and keyboard.
func TestSearchPickAndPutOnAList(t *testing.T) {
	d := newDesk(t)
	ws := sampleWorkspace(t)
	w := timedWindow{d.open(t.TempDir(), sampleTitle, "--times", ws.beside("times"), ws.file), ws.beside("times")}
	w.goes("ctrl+2", rowProspects)
	var found struct{ Total int }
	ws.command(&found, "prospects", "search", "03", "--where", "stage=interest", "--limit", "1")
	want := found.Total
	if want < 100 {
		t.Fatalf("the sample changed: %d", want)
	}

	w.click(600, 88)
	w.types("03")
	w.waits("search", func(l timed) bool { return strings.HasPrefix(l.Text, "03") })
	w.settles(page)
	w.click(253, 165) // 条件を追加
	w.settles(page)
	w.keys("Down", "Return") // 段階
	w.settles(page)
	w.keys("Down", "Down", "space", "ctrl+Return") // 興味
	w.waits("search", func(l timed) bool { return l.Count == want })

	w.settles(page)
	w.click(322, 133) // 条件を保存
	w.settles(page)
	w.types("call")
	w.keys("ctrl+Return")
	soon(t, "the segment is kept with its count", func() bool { return ws.named("call", "segment", "list") == want })

	w.settles(page)
	w.click(230, 133) // すべて
	w.waits("search", func(l timed) bool { return l.Count == ws.total() })
	w.settles(page)
	chosen := len(w.lines("search"))
	w.click(300, 133) // the segment
	soon(t, "the segment is searched", func() bool {
		lines := w.lines("search")
		return len(lines) > chosen && lines[len(lines)-1].Count == want
	})

	w.settles(page)
	w.click(199, 202) // all that is found
	w.settles(page)
	w.click(706, 756) // 名簿へ
	w.settles(page)
	w.keys("ctrl+a")
	w.types("Fair")
	w.keys("ctrl+Return")
	soon(t, "all that was found is on the list", func() bool { return ws.named("Fair", "list", "list") == want })
	w.keys("ctrl+z")
	soon(t, "Ctrl+Z takes the list back", func() bool { return ws.named("Fair", "list", "list") < 0 })
	w.quits()
}

// named is the count of what is listed under a name, -1 for nothing.
func (ws workspace) named(name string, command ...string) int {
	var found struct {
		Lists, Segments []struct {
			Name  string
			Count int
		}
	}
	ws.command(&found, command...)
	for _, l := range append(found.Lists, found.Segments...) {
		if l.Name == name {
			return l.Count
		}
	}
	return -1
}
