package pdf

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shirube/assets/words"
	"shirube/charts/charttest"
	"shirube/charts/paper"
	"shirube/charts/scene"
)

var info = Info{Title: "2026年10月 レポート", Author: "しるべ商事株式会社", Lang: "ja", Made: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)}

func written(t testing.TB, pages []*scene.Scene) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, pages, info); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// tool runs one of poppler's programs over a file.
func tool(t *testing.T, pdf []byte, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s is needed to read the PDF back; install the package poppler-utils", name)
		}
		t.Skipf("%s is not installed: the PDF was not read back", name)
	}
	file := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, a := range args {
		args[i] = strings.ReplaceAll(a, "FILE", file)
	}
	out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func TestTheTextCanBeReadBack(t *testing.T) {
	for lang, wanted := range map[string][]string{
		"ja": {"2026年10月 レポート", "商談化率", "40.2%", "45/112", "ボトルネック", "−385.2万円", "メール・フォーム"},
		"en": {"Report for Oct 2026", "Cause", "45/112"},
	} {
		text := tool(t, written(t, paper.Pages(charttest.Document(t), words.In(lang), paper.Options{})), "pdftotext", "-layout", "FILE", "-")
		for _, want := range wanted {
			if !strings.Contains(text, want) {
				t.Errorf("%s: the PDF doesn't say %q", lang, want)
			}
		}
	}
}

func TestFontsAreEmbeddedAndNothingIsAPicture(t *testing.T) {
	pdf := written(t, paper.Pages(charttest.Document(t), words.In("ja"), paper.Options{}))
	if len(pdf) > 1<<20 {
		t.Errorf("the PDF has %d bytes", len(pdf))
	}
	fonts := strings.Split(strings.TrimSpace(tool(t, pdf, "pdffonts", "FILE")), "\n")[2:]
	for _, f := range fonts {
		if cells := strings.Fields(f); !strings.Contains(f, "Identity-H") || cells[len(cells)-5] != "yes" {
			t.Errorf("a font is not embedded: %s", f)
		}
	}
	if len(fonts) != 2 {
		t.Errorf("%d fonts, want regular and bold", len(fonts))
	}
	if images := strings.Split(strings.TrimSpace(tool(t, pdf, "pdfimages", "-list", "FILE")), "\n"); len(images) > 2 {
		t.Errorf("charts are pictures, not vectors: %v", images)
	}
}

func TestTheSamePagesGiveTheSameBytes(t *testing.T) {
	pages := paper.Pages(charttest.Document(t), words.In("ja"), paper.Options{})
	if !bytes.Equal(written(t, pages), written(t, pages)) {
		t.Error("two files of one report differ")
	}
}

func TestHostileTextIsText(t *testing.T) {
	pdf := written(t, paper.Pages(charttest.Hostile(t), words.In("ja"), paper.Options{}))
	for _, active := range []string{"/JavaScript", "/JS", "/OpenAction", "/Launch", "/URI", "/AA"} {
		if bytes.Contains(pdf, []byte(active)) {
			t.Errorf("the PDF holds %s", active)
		}
	}
	said := strings.Join(strings.Fields(tool(t, pdf, "pdftotext", "-raw", "FILE", "-")), "")
	for _, text := range charttest.Hostiles {
		if text = strings.Join(strings.Fields(text), ""); !strings.Contains(said, text[:min(len(text), 12)]) {
			t.Errorf("%q is not shown as it is", text)
		}
	}
}

// FuzzText: no text breaks the file.
func FuzzText(f *testing.F) {
	for _, s := range []string{"𠮷野家", "葛\U000E0100城", "😀👨‍👩‍👧", "\x00\x1b[31m", "(\\)", "\xff\xfe", "مرحبا"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		page := &scene.Scene{W: 200, H: 100, Items: []scene.Item{scene.Text{X: 10, Y: 50, Size: 12, S: s}, scene.Text{X: 100, Y: 70, Size: 12, S: s, Bold: true, Anchor: scene.End}}}
		var b bytes.Buffer
		if err := Write(&b, []*scene.Scene{page}, Info{Title: s, Author: s, Lang: "ja", Made: info.Made}); err != nil {
			t.Fatal(err)
		}
	})
}
