package e2e

import (
	"image"
	"testing"
)

const companies = "会社名,法人番号,電話,チャネル,従業員数\n" +
	"ゼブラ工業株式会社,,03-1111-2222,展示会,120\n" +
	"株式会社ゼブラ商事,,03-1111-3333,Web,\n" +
	"ゼブラ電機,1234567890123,03-1111-4444,Web,8\n" + // a wrong check digit
	"ゼブラ運輸,,03-1111-5555,Web,30\n"

// next is the button that leads on in the import.
var next = image.Pt(1199, 748)

func TestImportAFileByTheWizard(t *testing.T) {
	d := newDesk(t)
	ws := sampleWorkspace(t)
	file := ws.write("list.csv", companies)
	before := ws.total()
	w := d.open(t.TempDir(), sampleTitle, ws.file)
	w.goes("ctrl+i", rowProspects)
	w.click(400, 340) // the path
	w.types(file)
	w.changes(image.Rect(450, 100, 1240, 640), func() { w.keys("ctrl+Return") })
	w.settles(page)
	w.changes(page, func() { w.tap(next) })
	w.settles(page)
	if ws.total() != before {
		t.Fatal("something is stored before the import was started")
	}
	w.tap(next)
	soon(t, "three companies are there", func() bool { return ws.total() == before+3 })
	var past struct {
		Imports []struct {
			File   string
			Result struct {
				Created       int
				RejectedCount int `json:"rejected_count"`
			}
		}
	}
	ws.command(&past, "import", "list")
	if got := past.Imports[0]; got.File != "list.csv" || got.Result.Created != 3 || got.Result.RejectedCount != 1 {
		t.Errorf("the import is listed as %+v", got)
	}
	if found := ws.search("ゼブラ"); len(found) != 3 {
		t.Errorf("the companies are not found: %+v", found)
	}
	w.settles(image.Rect(177, 0, 1280, 700))
	w.keys("ctrl+z")
	soon(t, "Ctrl+Z takes the import back", func() bool { return ws.total() == before })
	w.quits()
}
