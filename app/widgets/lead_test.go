package widgets_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shirube/app/apptest"
	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/palette"
)

func TestATitlesNoteGivesWay(t *testing.T) {
	a := apptest.New(t, 800, 600, false)
	const note = "Days since entry, share that reached “Consider”"
	link := style.Fixed(200, 20, canvas.NewRectangle(style.Color(palette.Line)))
	line := widgets.TitleLine("Progress by entry month", note, link)
	a.Show(line)
	for _, width := range []float32{900, 520, 400, 390} {
		line.Resize(fyne.NewSize(width, 24))
		if end := link.Position().X + link.Size().Width; end > width+0.1 {
			t.Errorf("at %v the link ends at %v", width, end)
		}
		said := apptest.Find[*canvas.Text](line)[1]
		if end := said.Position().X + said.MinSize().Width; said.Text != "" && end > link.Position().X+1 {
			t.Errorf("at %v %q runs into the link", width, said.Text)
		}
		if whole := said.Text == note; whole != (width == 900) || !whole && said.Text != "" && !strings.HasSuffix(said.Text, "…") {
			t.Errorf("at %v it says %q", width, said.Text)
		}
	}
}
