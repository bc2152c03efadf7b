package shell

import (
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

const (
	ctrl  = fyne.KeyModifierShortcutDefault // Command on a Mac
	alt   = fyne.KeyModifierAlt
	shift = fyne.KeyModifierShift
)

// keys is a key with its modifiers; the zero value is no shortcut.
type keys struct {
	with fyne.KeyModifier
	key  fyne.KeyName
}

// shortcut gives what the toolkit reports for the keys, or nil. Ctrl+Z has a
// name of its own there. Keys without a modifier are never reported as a
// shortcut: the window hears them itself.
func (k keys) shortcut() fyne.Shortcut {
	switch {
	case k.key == "" || k.with == 0:
		return nil
	case k == keys{ctrl, fyne.KeyZ}:
		return &fyne.ShortcutUndo{}
	}
	return &desktop.CustomShortcut{KeyName: k.key, Modifier: k.with}
}

// String writes the keys as on the keyboard: "Ctrl Shift D", "Alt ←".
func (k keys) String() string {
	if k.key == "" {
		return ""
	}
	var parts []string
	if k.with&ctrl != 0 {
		if runtime.GOOS == "darwin" {
			parts = append(parts, "⌘")
		} else {
			parts = append(parts, "Ctrl")
		}
	}
	if k.with&alt != 0 {
		parts = append(parts, "Alt")
	}
	if k.with&shift != 0 {
		parts = append(parts, "Shift")
	}
	name := string(k.key)
	switch k.key {
	case fyne.KeyLeft:
		name = "←"
	case fyne.KeyRight:
		name = "→"
	}
	return strings.Join(append(parts, name), " ")
}
