package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"shirube/app/route"
	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/art"
	"shirube/assets/palette"
)

// places of the navigation in order, with their icons.
var places = []struct {
	name route.Name
	icon string
	to   route.Route
}{
	{route.PageHome, "today", route.Home{}},
	{route.PageProspects, "building", route.Prospects{}},
	{route.PageFunnels, "funnel", route.Funnels{}},
	{route.PageKPIs, "tree", route.KPIs{}},
	{route.PageReviews, "review", route.Reviews{}},
	{route.PageReports, "document", route.Reports{}},
}

// navigation builds the column at the left for the page shown.
func (s *Shell) navigation() fyne.CanvasObject {
	folded := s.folded()
	width := float32(navWidth)
	if folded {
		width = navFolded
	}
	at := s.place()
	column := []fyne.CanvasObject{s.logo(folded), s.workspaceName(folded), style.Space(8)}
	for _, p := range places {
		item := newNavItem(p.icon, s.words.T("shell.nav."+string(p.name)), p.name == at, func() { s.Go(p.to) })
		if p.name == route.PageReviews {
			s.reviewItem = item
			s.showCount()
		}
		column = append(column, item)
	}
	settings := newNavItem("settings", s.words.T("shell.nav.settings"), at == route.PageSettings, func() { s.Go(route.Settings{}) })
	var menu *navItem
	menu = newNavItem("menu", s.words.T("shell.nav.menu"), false, func() { s.popMenu(menu) })
	fold := widgets.NewIconButton("collapse", s.words.T("shell.nav.fold"), s.fold)
	if folded {
		fold = widgets.NewIconButton("expand", s.words.T("shell.nav.unfold"), s.fold)
		column = append(column, style.Spacer(), settings, menu, style.PadSides(4, 12, 0, 12, fold))
	} else {
		corner := style.PadSides(0, 7, 0, 0, style.Row(0, style.Spacer(), fold))
		column = append(column, style.Spacer(), settings, container.NewStack(menu, corner))
	}
	edge := style.Fixed(1, 0, canvas.NewRectangle(style.Color(palette.Line)))
	body := style.PadSides(0, 0, 8, 0, style.Column(0, column...))
	return style.Fixed(width, 0, style.Surface(palette.Nav, style.RowFill(0, style.Stretch(body), edge)))
}

func (s *Shell) logo(folded bool) fyne.CanvasObject {
	name := "logo.svg"
	if style.Dark() {
		name = "logo-dark.svg"
	}
	sign := canvas.NewImageFromResource(fyne.NewStaticResource(name, art.Logo(style.Dark())))
	sign.FillMode = canvas.ImageFillContain
	sign.SetMinSize(fyne.NewSize(22, 24))
	row := style.Row(9, sign)
	if !folded {
		row.Add(style.Text(s.words.T("shell.name"), style.Panel, palette.Ink, true))
	}
	left := float32(22)
	if folded {
		left = (navFolded - 22) / 2
	}
	return style.Fixed(0, style.Grow(60), style.PadSides(4, 0, 0, left, row))
}

// workspaceName opens the menu of workspaces: those used last, open, start page.
func (s *Shell) workspaceName(folded bool) fyne.CanvasObject {
	if folded {
		return style.Space(style.Grow(36))
	}
	var name *workspaceButton
	name = newWorkspaceButton(s.title(), func() { s.popWorkspaces(name) })
	return style.Fixed(0, style.Grow(36), style.PadSides(2, 14, 2, 16, name))
}
