package shell

import (
	"fyne.io/fyne/v2"

	"shirube/app/dialogs"
	"shirube/app/route"
)

// command is one thing the window can do. Its words are "shell.command.<id>",
// those of its menu "shell.menu.<menu>".
type command struct {
	id    string
	menu  string
	icon  string
	keys  keys
	run   func(*Shell)
	ready func(*Shell) bool // nil = always
}

// menus in their order in the menu.
var menus = []string{"file", "edit", "go", "view", "help"}

// commands is the one table from which the menu, the shortcuts, the palette
// and the list in the settings are made.
func commands() []command {
	return []command{
		{id: "new", menu: "file", icon: "plus", keys: keys{ctrl, fyne.KeyN}, run: func(s *Shell) { s.Go(route.Start{}) }},
		{id: "open", menu: "file", icon: "folder", keys: keys{ctrl, fyne.KeyO}, run: (*Shell).chooseWorkspace},
		{id: "import", menu: "file", icon: "import", keys: keys{ctrl, fyne.KeyI}, run: importing("prospects"), ready: writable},
		{id: "import_entries", menu: "file", icon: "import", run: importing("entries"), ready: writable},
		{id: "import_deals", menu: "file", icon: "import", run: importing("deals"), ready: writable},
		{id: "import_measures", menu: "file", icon: "import", run: importing("measures"), ready: writable},
		{id: "import_table", menu: "file", icon: "table", run: going(route.Table{}), ready: writable},
		{id: "backup", menu: "file", icon: "copy", keys: keys{ctrl, fyne.KeyB}, run: (*Shell).backUp, ready: opened},
		{id: "close", menu: "file", icon: "close", keys: keys{ctrl, fyne.KeyW}, run: (*Shell).closeWorkspace, ready: opened},
		{id: "quit", menu: "file", icon: "close", keys: keys{ctrl, fyne.KeyQ}, run: (*Shell).quit},

		{id: "undo", menu: "edit", icon: "undo", keys: keys{ctrl, fyne.KeyZ}, run: (*Shell).Undo, ready: writable},
		{id: "act", menu: "edit", icon: "check", keys: keys{ctrl, fyne.KeyReturn}, run: (*Shell).act, ready: (*Shell).canAct},
		{id: "duplicates", menu: "edit", icon: "copy", run: going(route.Duplicates{}), ready: opened},
		{id: "find", menu: "edit", icon: "search", keys: keys{ctrl, fyne.KeyF}, run: (*Shell).findHere, ready: (*Shell).canFind},

		{id: "home", menu: "go", icon: "today", keys: keys{ctrl, fyne.Key1}, run: going(route.Home{}), ready: opened},
		{id: "prospects", menu: "go", icon: "building", keys: keys{ctrl, fyne.Key2}, run: going(route.Prospects{}), ready: opened},
		{id: "funnels", menu: "go", icon: "funnel", keys: keys{ctrl, fyne.Key3}, run: going(route.Funnels{}), ready: opened},
		{id: "kpis", menu: "go", icon: "tree", keys: keys{ctrl, fyne.Key4}, run: going(route.KPIs{}), ready: opened},
		{id: "goal", menu: "go", icon: "flag", run: going(route.Goal{}), ready: writable},
		{id: "reviews", menu: "go", icon: "review", keys: keys{ctrl, fyne.Key5}, run: going(route.Reviews{}), ready: opened},
		{id: "reports", menu: "go", icon: "document", keys: keys{ctrl, fyne.Key6}, run: going(route.Reports{}), ready: opened},
		{id: "lists", menu: "go", icon: "note", run: going(route.Lists{}), ready: opened},
		{id: "settings", menu: "go", icon: "settings", keys: keys{ctrl, fyne.KeyComma}, run: going(route.Settings{}), ready: opened},
		{id: "sheet", menu: "go", icon: "pencil", keys: keys{ctrl, fyne.KeyE}, run: going(route.Sheet{}), ready: writable},
		{id: "back", menu: "go", icon: "chevron-left", keys: keys{alt, fyne.KeyLeft}, run: (*Shell).Back, ready: (*Shell).CanBack},
		{id: "forward", menu: "go", icon: "chevron-right", keys: keys{alt, fyne.KeyRight}, run: (*Shell).Forward, ready: (*Shell).CanForward},
		{id: "palette", menu: "go", icon: "search", keys: keys{ctrl, fyne.KeyK}, run: (*Shell).Palette},

		{id: "reload", menu: "view", icon: "review", keys: keys{0, fyne.KeyF5}, run: (*Shell).reload},
		{id: "fold", menu: "view", icon: "menu", keys: keys{ctrl, fyne.KeyBackslash}, run: (*Shell).fold, ready: opened},
		{id: "larger", menu: "view", icon: "plus", keys: keys{ctrl, fyne.KeyEqual}, run: scaling(+0.1), ready: opened},
		{id: "smaller", menu: "view", icon: "minus", keys: keys{ctrl, fyne.KeyMinus}, run: scaling(-0.1), ready: opened},
		{id: "theme", menu: "view", icon: "settings", run: (*Shell).switchTheme, ready: opened},
		{id: "language", menu: "view", icon: "globe", run: (*Shell).switchLanguage},

		{id: "help", menu: "help", icon: "menu", keys: keys{0, fyne.KeyF1}, run: (*Shell).showCommands},
	}
}

func going(r route.Route) func(*Shell) { return func(s *Shell) { s.Go(r) } }

func importing(noun string) func(*Shell) {
	return func(s *Shell) { s.Go(route.Import{Noun: noun}) }
}

// can tells whether the command may run now.
func (c command) can(s *Shell) bool { return c.ready == nil || c.ready(s) }

// do runs the command, unless it can't now or something stands over the page:
// under a dialog the window does nothing. The palette makes
// way, undo belongs to the entry one types in, and what acts does so first
// where one types, then in the dialog.
func (s *Shell) do(c command) {
	focused := s.window.Canvas().Focused()
	if typing, ok := focused.(interface{ Undo() }); ok && c.id == "undo" {
		typing.Undo()
		return
	}
	if c.id == "act" {
		if typing, ok := focused.(interface{ Commit() bool }); ok && typing.Commit() || dialogs.Submit() {
			return
		}
	}
	if s.finder != nil {
		s.finder.close()
		if c.id == "palette" {
			return
		}
	}
	if s.window.Canvas().Overlays().Top() == nil && c.can(s) {
		c.run(s)
	}
}

// commandKeys finds the command of a key without a modifier (F1, F5).
func commandKeys(key fyne.KeyName) (command, bool) {
	for _, c := range commands() {
		if c.keys == (keys{0, key}) {
			return c, true
		}
	}
	return command{}, false
}

// acting is a page with one main act, such as a wizard's next step.
type acting interface{ Act() }

func (s *Shell) canAct() bool {
	_, ok := s.page.(acting)
	return ok
}

func (s *Shell) act() { s.page.(acting).Act() }

// finding is a page with a search of its own.
type finding interface{ Find() }

func (s *Shell) canFind() bool {
	_, ok := s.page.(finding)
	return ok
}

func (s *Shell) findHere() { s.page.(finding).Find() }
