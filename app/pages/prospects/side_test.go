package prospects_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"shirube/app/apptest"
	"shirube/app/route"
	"shirube/app/widgets"
	"shirube/data/datatest"
	"shirube/data/period"
	"shirube/data/prospect"
)

// fields of the form that is open, in the order of its lines.
func (o *opened) fields() []*widgets.Field { return apptest.Find[*widgets.Field](top(o)) }

func (o *opened) one(t *testing.T, id int64) prospect.Prospect {
	t.Helper()
	ps, err := o.store.Prospects(t.Context(), []int64{id})
	if err != nil || len(ps) != 1 {
		t.Fatalf("%d of prospect %d (%v)", len(ps), id, err)
	}
	return ps[0]
}

func TestStageSquaresMoveToday(t *testing.T) {
	o := open(t, 5, route.Prospects{})
	id := o.list().ID(2)
	o.current(2)
	o.says(t, "認知", "購入", "やりとり", "商談はまだありません")
	if r := o.page.Route().(route.Prospects); r.Selected != id {
		t.Errorf("the route keeps company %d, want %d", r.Selected, id)
	}
	o.square(t, "検討")
	if p := o.one(t, id); p.Stage != "consider" || p.StageDay != period.On(datatest.Today) {
		t.Fatalf("stage %q on %s", p.Stage, p.StageDay)
	}
	o.says(t, "「検討」に進んだ", "11/22(日)")
	o.Undo()
	o.page.Reload()
	o.Settle()
	if p := o.one(t, id); p.Stage != "" {
		t.Errorf("stage %q after undo", p.Stage)
	}
}

// square taps the stage of a name at the side.
func (o *opened) square(t *testing.T, name string) {
	t.Helper()
	for _, c := range apptest.Find[*fyne.Container](o.page.Object()) {
		if n := len(c.Objects); n == 3 {
			area, ok := c.Objects[2].(*widgets.TapArea)
			if ok && strings.Join(apptest.Texts(c), "") == name {
				o.Tap(area, 5, 5, 0)
				return
			}
		}
	}
	t.Fatalf("no square %q", name)
}

func TestTheCompanyOfARouteHasItsStages(t *testing.T) {
	o := open(t, 3, route.Prospects{})
	if _, err := o.store.SaveEntries(t.Context(), datatest.Op, datatest.Reached(o.ids[1], "consider", "2026-10-28", "")); err != nil {
		t.Fatal(err)
	}
	o.show(t, route.Prospects{Selected: o.ids[1]})
	o.says(t, "「検討」に進んだ", "購入", "10/28(水)")
}

func TestEscapeLeavesOneThingAfterAnother(t *testing.T) {
	o := open(t, 40, route.Prospects{Query: prospect.Query{Text: "株式会社"}})
	l := o.list()
	o.current(3)
	l.SelectAll()
	press := func() { l.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape}); o.Settle() }
	press()
	if l.SelectionCount() != 0 || o.page.Route().(route.Prospects).Selected == 0 {
		t.Error("the first Escape leaves the selection only")
	}
	press()
	if o.page.Route().(route.Prospects).Selected != 0 || o.search().Text() == "" {
		t.Error("the second leaves the company only")
	}
	press()
	if o.search().Text() != "" {
		t.Error("the third clears the search")
	}
}

func TestCompanyIsAddedWithItsErrorsAtTheirFields(t *testing.T) {
	o := open(t, 3, route.Prospects{})
	o.Tap(o.Button(o.page.Object(), "会社を追加"), 5, 5, 0)
	add := func() { o.Tap(o.Button(top(o), "追加"), 5, 5, 0) }
	add()
	if all := strings.Join(apptest.Texts(top(o)), ""); !strings.Contains(all, "会社名を入れてください") {
		t.Fatalf("a company without a name: %s", all)
	}
	f := o.fields()
	f[0].SetText("株式会社新しい")
	f[2].SetText(o.one(t, o.ids[0]).CorporateNumber)
	f[12].SetText("たくさん")
	add()
	if all := strings.Join(apptest.Texts(top(o)), ""); !strings.Contains(all, "数字として読めません") {
		t.Fatalf("employees that are no number: %s", all)
	}
	o.fields()[12].SetText("1,200名")
	add()
	if all := strings.Join(apptest.Texts(top(o)), ""); !strings.Contains(all, "同じ法人番号の見込み客がすでにあります") || o.fields()[0].Text() != "株式会社新しい" {
		t.Fatalf("a number that is taken: %s", all)
	}
	o.fields()[2].SetText("")
	add()
	ids, err := o.store.ProspectIDs(t.Context(), prospect.Query{Text: "新しい"})
	if err != nil || len(ids) != 1 {
		t.Fatalf("%d found (%v)", len(ids), err)
	}
	if p := o.one(t, ids[0]); p.Employees == nil || *p.Employees != 1200 {
		t.Errorf("employees %v", p.Employees)
	}
	if o.list().Length() != 4 {
		t.Errorf("%d rows", o.list().Length())
	}
}

func TestEditKeepsWhatTheFormDoesNotShow(t *testing.T) {
	o := open(t, 3, route.Prospects{})
	before := o.one(t, o.list().ID(1))
	before.Custom = map[string]string{"色": "青"}
	if _, err := o.store.SaveProspects(t.Context(), datatest.Op, []prospect.Prospect{before}); err != nil {
		t.Fatal(err)
	}
	o.current(1)
	o.list().TypedKey(&fyne.KeyEvent{Name: fyne.KeyF2})
	o.Settle()
	o.fields()[4].SetText("製造業")
	o.Tap(o.Button(top(o), "保存"), 5, 5, 0)
	after := o.one(t, before.ID)
	if after.Industry != "製造業" || after.Custom["色"] != "青" || after.Phone != before.Phone || *after.Employees != *before.Employees {
		t.Errorf("after %+v, before %+v", after, before)
	}
}

func TestDealIsAddedAndWon(t *testing.T) {
	o := open(t, 2, route.Prospects{})
	o.current(0)
	id := o.list().ID(0)
	links := apptest.Find[*widgets.Button](o.page.Object())
	for _, b := range links {
		if b.Text() == "追加" {
			o.Tap(b, 5, 5, 0)
			break
		}
	}
	f := o.fields()
	f[0].SetText("検査治具の更新")
	f[1].SetText("82万円")
	f[2].SetText("2026-11-12")
	o.Tap(o.Button(top(o), "保存"), 5, 5, 0)
	o.says(t, "検査治具の更新", "82", "11/12(木) 開始")
	o.Tap(o.Button(o.page.Object(), "受注"), 5, 5, 0)
	f = o.fields()
	f[1].SetText("2026-11-01")
	o.Tap(o.Button(top(o), "受注にする"), 5, 5, 0)
	if top(o) == nil {
		t.Fatal("a deal was won before it was opened")
	}
	f[0].SetText("900,000")
	f[1].SetText("2026-11-20")
	o.Tap(o.Button(top(o), "受注にする"), 5, 5, 0)
	deals, err := o.store.Deals(t.Context(), id)
	if err != nil || len(deals) != 1 || deals[0].Outcome != prospect.Won || *deals[0].Amount != 900_000 || deals[0].Closed.String() != "2026-11-20" {
		t.Errorf("deals %+v (%v)", deals, err)
	}
	o.says(t, "11/20(金) 受注")
}

func TestTimelineTellsActivitiesAndStagesNewestFirst(t *testing.T) {
	o := open(t, 2, route.Prospects{})
	id := o.list().ID(0)
	if _, err := o.store.SaveEntries(t.Context(), datatest.Op, datatest.Reached(id, "interest", "2026-10-28", "web")); err != nil {
		t.Fatal(err)
	}
	o.current(0)
	o.Tap(o.Button(o.page.Object(), "電話"), 5, 5, 0)
	f := o.fields()
	f[0].SetText("2026-11-19")
	f[1].SetText("社内で相見積の確認中")
	o.Tap(o.Button(top(o), "保存"), 5, 5, 0)
	o.says(t, "2件", "11/19(木)", "社内で相見積の確認中")
	all := strings.Join(apptest.Texts(o.page.Object()), "\n")
	if strings.Index(all, "社内で") > strings.Index(all, "「興味」に進んだ") {
		t.Error("the older stands first")
	}
	if p := o.one(t, id); p.LastContact.String() != "2026-11-19" {
		t.Errorf("last contact %s", p.LastContact)
	}
}

func TestNothingWritesWhereOneMayOnlyLook(t *testing.T) {
	o := open(t, 2, route.Prospects{})
	o.readOnly = true
	o.show(t, route.Prospects{Selected: o.ids[0]})
	for _, b := range apptest.Find[*widgets.Button](o.page.Object()) {
		switch b.Text() {
		case "会社を追加", "取り込む", "編集", "追加", "電話", "記録", "段階", "段階を変える", "担当を変える", "タグをつける", "削除":
			if !b.Disabled() {
				t.Errorf("%s can be tapped", b.Text())
			}
		}
	}
}
