package shell

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"shirube/assets"
	"shirube/assets/words"
)

func TestCommandsHaveWordsIconsAndAPlace(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range commands() {
		if seen[c.id] {
			t.Errorf("two commands are called %s", c.id)
		}
		seen[c.id] = true
		for _, lang := range []string{"ja", "en"} {
			if key := "shell.command." + c.id; !words.In(lang).Has(key) {
				t.Errorf("%s: no words for %s", lang, key)
			}
		}
		if assets.Icon(c.icon) == "" {
			t.Errorf("%s: no icon %q", c.id, c.icon)
		}
		if !slices.Contains(menus, c.menu) {
			t.Errorf("%s stands in no menu", c.id)
		}
		if c.run == nil {
			t.Errorf("%s does nothing", c.id)
		}
	}
	for _, m := range menus {
		if !slices.ContainsFunc(commands(), func(c command) bool { return c.menu == m }) {
			t.Errorf("menu %s is empty", m)
		}
	}
}

func TestShortcutsAreUniqueAndNotTakenFromEntries(t *testing.T) {
	// What one expects to do to the text one types.
	editing := []fyne.KeyName{fyne.KeyA, fyne.KeyC, fyne.KeyV, fyne.KeyX, fyne.KeyY}
	by := map[keys]string{}
	for _, c := range commands() {
		if c.keys.key == "" {
			continue
		}
		if other, taken := by[c.keys]; taken {
			t.Errorf("%s and %s are both on %s", c.id, other, c.keys)
		}
		by[c.keys] = c.id
		if c.keys.with == ctrl && slices.Contains(editing, c.keys.key) {
			t.Errorf("%s takes %s from entries", c.id, c.keys)
		}
		if c.keys.with == 0 && (len(c.keys.key) < 2 || c.keys.key[0] != 'F') {
			t.Errorf("%s: a shortcut without a modifier must be a function key, not %s", c.id, c.keys)
		}
	}
	for want, k := range map[string]keys{
		"palette": {ctrl, fyne.KeyK}, "undo": {ctrl, fyne.KeyZ}, "home": {ctrl, fyne.Key1}, "reports": {ctrl, fyne.Key6},
		"back": {alt, fyne.KeyLeft}, "forward": {alt, fyne.KeyRight}, "reload": {0, fyne.KeyF5}, "settings": {ctrl, fyne.KeyComma},
	} {
		if by[k] != want {
			t.Errorf("%s is on %q, want %s", k, by[k], want)
		}
	}
}

func TestKeysAreWrittenAsOnTheKeyboard(t *testing.T) {
	for want, k := range map[string]keys{
		"": {}, "F5": {0, fyne.KeyF5}, "Alt ←": {alt, fyne.KeyLeft}, "Ctrl ,": {ctrl, fyne.KeyComma},
		"Ctrl Shift D": {ctrl | shift, fyne.KeyD},
	} {
		if got := k.String(); got != want {
			t.Errorf("%v is written %q, want %q", k, got, want)
		}
	}
	if _, ok := (keys{ctrl, fyne.KeyZ}).shortcut().(*fyne.ShortcutUndo); !ok {
		t.Error("Ctrl+Z is not the toolkit's undo")
	}
	if (keys{0, fyne.KeyF5}).shortcut() != nil {
		t.Error("a key alone became a shortcut")
	}
}

func TestUndoBelongsToTheEntryOneTypesIn(t *testing.T) {
	s := newTestShell(t)
	s.Palette()
	entry := s.finder.entry
	test.Type(entry, "東京")
	i := slices.IndexFunc(commands(), func(c command) bool { return c.id == "undo" })
	s.do(commands()[i])
	if entry.Text == "東京" {
		t.Error("undo did not reach the entry")
	}
	if s.finder == nil {
		t.Error("undo closed the palette")
	}
}
