package shell

import (
	"io"
	"log"
	"path/filepath"
	"runtime"

	"fyne.io/fyne/v2"

	"fyne.io/fyne/v2/widget"
	"shirube/app/dialogs"

	"shirube/app/route"
)

// menuItems gives the commands of one menu.
func (s *Shell) menuItems(menu string) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, c := range commands() {
		if c.menu == menu {
			item := fyne.NewMenuItem(s.words.T("shell.command."+c.id), func() { s.do(c) })
			item.Shortcut = c.keys.shortcut()
			item.Disabled = !c.can(s)
			items = append(items, item)
		}
	}
	return items
}

func (s *Shell) allMenus() []*fyne.Menu {
	var all []*fyne.Menu
	for _, m := range menus {
		all = append(all, fyne.NewMenu(s.words.T("shell.menu."+m), s.menuItems(m)...))
	}
	return all
}

// setMenu gives the window its main menu, whose shortcuts are heard even while
// one types in an entry. Only a Mac shows it, at the top of its screen;
// elsewhere the toolkit would draw a bar over the page, which it leaves out for
// a menu that is empty when it is set (and complains of it in the log).
func (s *Shell) setMenu() {
	if runtime.GOOS == "darwin" {
		s.window.SetMainMenu(fyne.NewMainMenu(s.allMenus()...))
		return
	}
	if m := s.window.MainMenu(); m != nil {
		m.Items = s.allMenus()
		return
	}
	m := fyne.NewMainMenu()
	out := log.Writer()
	log.SetOutput(io.Discard)
	s.window.SetMainMenu(m)
	log.SetOutput(out)
	m.Items = s.allMenus()
}

// hearKeys hears the keys without a modifier that mean nothing to what has the
// focus. Esc is one step out: of a dialog, else of what has the focus.
func (s *Shell) hearKeys() {
	s.window.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) {
		switch {
		case e.Name == fyne.KeyEscape && dialogs.Showing():
			dialogs.Escape()
		case e.Name == fyne.KeyEscape:
			s.window.Canvas().Unfocus()
		}
		if c, ok := commandKeys(e.Name); ok {
			s.do(c)
		}
	})
}

// popMenu shows all commands over the menu's row of the navigation.
func (s *Shell) popMenu(over fyne.CanvasObject) {
	var items []*fyne.MenuItem
	for _, m := range s.allMenus() {
		item := fyne.NewMenuItem(m.Label, nil)
		item.ChildMenu = m
		items = append(items, item)
	}
	s.pop(over, items, -1)
}

// popWorkspaces shows the workspaces used last, under the workspace's name.
func (s *Shell) popWorkspaces(under fyne.CanvasObject) {
	var items []*fyne.MenuItem
	for _, path := range s.recent.List() {
		if s.workspace != nil && path == s.workspace.Path() {
			continue
		}
		items = append(items, fyne.NewMenuItem(filepath.Base(path), func() { s.openWorkspace(path) }))
	}
	if len(items) > 0 {
		items = append(items, fyne.NewMenuItemSeparator())
	}
	items = append(items,
		fyne.NewMenuItem(s.words.T("shell.command.open"), s.chooseWorkspace),
		fyne.NewMenuItem(s.words.T("shell.command.new"), func() { s.Go(route.Start{}) }))
	s.pop(under, items, +1)
}

// pop shows a menu above (side -1) or below (+1) an object.
func (s *Shell) pop(at fyne.CanvasObject, items []*fyne.MenuItem, side float32) {
	pop := widget.NewPopUpMenu(fyne.NewMenu("", items...), s.window.Canvas())
	pos := s.toolkit.Driver().AbsolutePositionForObject(at)
	if side > 0 {
		pos = pos.AddXY(navInset, at.Size().Height)
	} else {
		pos = pos.AddXY(navInset, -pop.MinSize().Height)
	}
	pop.ShowAtPosition(pos)
}
