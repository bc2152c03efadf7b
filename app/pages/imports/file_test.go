package imports_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"shirube/app/apptest"
	"shirube/app/route"
	"shirube/app/widgets"
	"shirube/data"
	"shirube/data/datatest"
	"shirube/data/tabular"
)

// A KPI sheet that is opened among the lists is offered to the page that reads it.
func TestATableOfKPIsIsOfferedAsSuch(t *testing.T) {
	o := newOffice(t)
	path := o.file("kpi.csv", []string{"項目", "", "4月", "5月", "6月", "合計"},
		[]string{"アポ件数", "目標", "36", "36", "36", "108"}, []string{"", "実績", "30", "35", "41", "106"},
		[]string{"商談数", "目標", "18", "18", "18", "54"}, []string{"", "実績", "15", "20", "19", "54"})
	o.open(route.Import{Noun: "prospects", File: path})
	o.says("KPIを月ごとに並べた表のようです。")
	o.tap("KPIの表として読む")
	if want := []route.Route{route.Table{File: path}}; !slices.Equal(o.went, want) {
		t.Errorf("went to %v, want %v", o.went, want)
	}
	o.open(route.Import{Noun: "prospects", File: o.companies()})
	if slices.Contains(apptest.Texts(o.page.Object()), "KPIの表として読む") {
		t.Error("a list of companies is offered as a table of KPIs")
	}
}

func TestReturnOpensThePastedPath(t *testing.T) {
	o := newOffice(t)
	o.open(route.Import{Noun: "prospects"})
	field := apptest.Find[*widgets.Field](o.page.Object())[0]
	o.Type(field.Entry, o.companies())
	o.Key(field.Entry, fyne.KeyReturn)
	o.says("列の対応", "全行読めました")
}

func TestAFileThatIsNoTable(t *testing.T) {
	o := newOffice(t)
	path := filepath.Join(t.TempDir(), "list.csv")
	if err := os.WriteFile(path, []byte("%PDF-1.7 nothing"), 0o600); err != nil {
		t.Fatal(err)
	}
	o.open(route.Import{Noun: "prospects", File: path})
	if len(o.failed) != 1 || data.CodeOf(o.failed[0]) != tabular.NotATable {
		t.Errorf("told %v", o.failed)
	}
	o.says("何を取り込みますか")
}

func TestTheRegisterIsKnownByItsContent(t *testing.T) {
	o := newOffice(t)
	defer o.fine()
	row := make([]string, 30)
	row[0], row[1], row[2], row[3], row[6], row[9], row[10], row[15] = "1", datatest.CorporateNumber(7), "01", "0", "株式会社鳥取", "鳥取県", "鳥取市", "6800000"
	row[28] = "トットリ"
	other := slices.Clone(row)
	other[1], other[6] = datatest.CorporateNumber(8), "株式会社米子"
	o.open(route.Import{Noun: "prospects", File: o.file("31_tottori.csv", row, other)})
	o.says("法人番号公表サイト", "新規 2")
}
