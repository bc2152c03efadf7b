package widgets_test

import (
	"fmt"
	"os"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"shirube/app/apptest"
	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets"
	"shirube/assets/palette"
)

// TestGallery draws every part, light and dark, into the directory named by
// SHIRUBE_GALLERY, to be held against the look's pictures.
func TestGallery(t *testing.T) {
	dir := os.Getenv("SHIRUBE_GALLERY")
	if dir == "" {
		t.Skip("SHIRUBE_GALLERY names no directory")
	}
	for _, dark := range []bool{false, true} {
		name := map[bool]string{false: "light", true: "dark"}[dark]
		t.Run(name, func(t *testing.T) {
			a := apptest.New(t, 1280, 800, dark)
			a.Show(parts())
			a.Window.Canvas().Focus(nil)
			a.Save(dir, "parts-"+name+".png")
			list := prospects(1284)
			a.Show(container.NewBorder(style.Space(64), style.Space(64), style.Space(176), style.Fixed(320, 0, side()), list))
			list.SetCurrent(0)
			a.Save(dir, "rows-"+name+".png")
		})
	}
}

func heading(s string) fyne.CanvasObject { return style.Text(s, style.Body, palette.Ink, true) }

func parts() fyne.CanvasObject {
	field := func(text string) *widgets.Field { f := widgets.NewField("まだ空です"); f.SetText(text); return f }
	bad := field("2026-13-01")
	bad.SetError("月は 1〜12 で入れてください")
	search := widgets.NewSearchField("会社・KPI・操作を探す")
	search.SetText("東京 神奈川")
	disabled := widgets.NewButton("使えない", widgets.Plain, nil)
	disabled.Disable()
	none := func() {}
	var icons []fyne.CanvasObject
	for _, n := range assets.IconNames() {
		icons = append(icons, style.Image(n, palette.Sub, 24))
	}
	left := style.Column(12,
		heading("文字"),
		style.Baseline(4, style.Text("7,439", style.Large, palette.Ink, true), style.Text("万円", style.Body, palette.Ink, false)),
		style.Text("見込み客 61件", style.Title, palette.Ink, true),
		style.Text("1億1,560万円", style.Panel, palette.Ink, true),
		style.Text("段落と見出し 営業部", style.Body, palette.Ink, false),
		style.NewParagraph("新規 8,612社を消し、更新 541,379社を元の値に戻します。そのあとに直した 214社はそのまま残し、一覧にします。", style.Small, palette.Sub, 300),
		heading("しるし"), style.Flow(8, icons...),
		style.Stretch(style.Column(0,
			widgets.TimelineRow("monitor", "11/25(水)14:00", "予定", "見積のご説明(Web会議)", true, false),
			widgets.TimelineRow("phone", "11/19(木)", "電話 4分", "社内で相見積の確認中とのこと", false, true))))
	spark := canvas.NewRectangle(style.Color(palette.Band))
	middle := style.Column(12,
		heading("ボタン"),
		style.Row(8, widgets.NewButton("ふつう", widgets.Primary, none), widgets.NewButton("ふつう", widgets.Plain, none), widgets.NewButton("文字だけ", widgets.TextOnly, none), disabled),
		style.Row(8, widgets.NewButton("会社を追加", widgets.Plain, none).WithIcon("plus"), widgets.NewButton("取り消す", widgets.Destructive, none), widgets.NewLink("すべて見る", none), widgets.NewIconButton("close", "閉じる", none)),
		heading("札としるし"),
		style.Flow(8, widgets.NewChip("すべて", "", widgets.On, none), widgets.NewChip("今週かける", "86", widgets.Saved, none).WithIcon("star"), widgets.NewChip("従業員 20〜99人", "", widgets.Filter, nil),
			widgets.NewChip("条件を追加", "", widgets.Add, none), widgets.NewChip("展示会 10月", "", widgets.Mute, nil), widgets.NewChip("40/74", "", widgets.GoodChip, none), widgets.NewChip("5/38", "", widgets.BadChip, none)),
		style.Row(24, widgets.StateMark(widgets.OnTrack, "順調"), widgets.StateMark(widgets.Caution, "注意"), widgets.StateMark(widgets.Behind, "遅れ"), widgets.StateMark(widgets.None, "未計測")),
		style.Row(8, widgets.Badge("pulse", "10月 下限割れ", false), widgets.Badge("pulse", "8か月つづけて平均超え", true)),
		widgets.NewSegmented([]string{"木", "一覧", "目標"}, 0, nil),
		widgets.Stepper([]string{"ファイル", "列", "照合", "結果"}, 1),
		heading("入力"),
		style.Grid(2, 8, field("ふつう"), widgets.NewSelect([]widgets.Option{{Key: "a", Text: "選ぶ"}}, "a", nil), field(""), bad, field("30").Suffix("日"), widgets.NewCheck("不明を含める", true, nil)),
		search)
	right := style.Column(16,
		widgets.NewKPICard(widgets.KPIFace{Name: "商談化率", Value: "55.7", Unit: "%", Parts: "34/61", Target: "目標 55.0%", State: widgets.OnTrack, StateWord: "順調", Spark: spark, Badge: widgets.Badge("pulse", "10月 下限割れ", false)}, none),
		widgets.NewKPICard(widgets.KPIFace{Name: "新規アポ獲得数", Value: "61", Unit: "件", Target: "月目標 92・今日まで 68", State: widgets.Caution, StateWord: "注意", Spark: spark, Note: "通常の範囲", Ratio: "ペース比 90%"}, none),
		widgets.Card("次の一手", "5件", widgets.NewLink("すべて見る", none), widgets.KeyValue(56, "電話", widgets.NewLink("03-0000-1201", none), "所在地", "東京都大田区城南島 2-0-0", "窓口", "業務部長 小林 誠さま")),
		widgets.NewToast("3社の段階を「検討」にしました", "元に戻す", none, none),
		widgets.NewPeriodPicker([]widgets.Option{{Key: "a", Text: "2026年11月"}, {Key: "b", Text: "2026年10月"}}, "b", widgets.PeriodWords{}, func(string) {}),
		style.Stretch(widgets.EmptyState("table", "まだ見込み客がいません", widgets.NewButton("取り込む", widgets.Primary, none))))
	return style.Pad(24, style.Grid(3, 32, left, middle, right))
}

func side() fyne.CanvasObject {
	grid := widgets.NewGrid([]string{"LP訪問数", "広告費", "メール送信"}, []string{"11/20", "11/21", "11/22"})
	grid.Text = func(row, column int) string { return fmt.Sprint((row + 1) * (column + 7)) }
	return style.Surface(palette.Card, style.Pad(24, grid))
}

func prospects(n int) *widgets.RowList {
	list := widgets.NewRowList(
		widgets.Column{Key: "name", Title: "会社名", Width: 160}, widgets.Column{Key: "stage", Title: "段階", Width: 64},
		widgets.Column{Key: "city", Title: "所在地", Width: 128}, widgets.Column{Key: "employees", Title: "従業員", Width: 60, Align: widgets.Right},
		widgets.Column{Title: "電話", Width: 116}, widgets.Column{Title: "最終接触", Width: 112}, widgets.Column{Title: "次の予定", Width: 112},
		widgets.Column{Title: "担当", Width: 96}, widgets.Column{Title: "札", Width: 160})
	list.Frozen, list.Checks = 2, true
	list.ID = func(i int) int64 { return int64(i) * 3 }
	list.Row = func(i int) ([]widgets.Cell, bool) {
		if i == 9 {
			return nil, false
		}
		return []widgets.Cell{{Text: fmt.Sprintf("株式会社江戸川パッケージ%d", i)}, {Text: "検討", Step: i%4 + 1, Steps: 4}, {Text: "東京都大田区"},
			{Text: fmt.Sprint(20 + i)}, {Text: "03-0000-1201", Link: true}, {Text: "11/19 電話"}, {Text: "未定", Token: palette.Sub}, {Text: "佐藤"}, {Text: "展示会 10月"}}, true
	}
	list.ColumnsNote = func(shown, all int) string { return fmt.Sprintf("%d列のうち %d列を表示", all, shown) }
	list.SetLength(n)
	list.SetSort("employees", true)
	return list
}
