package dialogs

import (
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"shirube/app/style"
	"shirube/app/widgets"
	"shirube/assets/words"
)

// Folder remembers where files were last opened or saved.
type Folder struct {
	Get func() string
	Set func(string)
}

func (f Folder) last() string {
	if f.Get != nil {
		if dir := f.Get(); IsFolder(dir) {
			return dir
		}
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "."
	}
	return home
}

func (f Folder) keep(path string) {
	if f.Set != nil {
		f.Set(filepath.Dir(path))
	}
}

// IsFolder tells whether there is a folder of this path.
func IsFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// Unquote gives a path as people paste it: without blanks and quotes round it
// and without file://.
func Unquote(s string) string {
	s = strings.Trim(strings.TrimSpace(s), `"'`)
	if uri, err := storage.ParseURI(s); err == nil && uri.Scheme() == "file" {
		return filepath.FromSlash(uri.Path())
	}
	return s
}

// OpenFile asks for a file that exists: typed, pasted or browsed for.
// extensions (".csv") limit what is shown when browsing; none shows all.
func OpenFile(w fyne.Window, words *words.Words, heading string, folder Folder, extensions []string, chosen func(path string)) {
	field := widgets.NewField("")
	browse := widgets.NewButton(words.T("dialogs.browse"), widgets.Plain, func() {
		d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
			if err != nil || r == nil {
				return
			}
			field.SetText(r.URI().Path())
			r.Close()
		}, w)
		if len(extensions) > 0 {
			d.SetFilter(storage.NewExtensionFileFilter(extensions))
		}
		start(d, folder, w)
	}).WithIcon("folder")
	fileForm(w, words, heading, words.T("dialogs.open"), field, browse, func() bool {
		path := Unquote(field.Text())
		if path == "" || !exists(path) || IsFolder(path) {
			field.SetError(words.T("dialogs.no_file"))
			return false
		}
		folder.keep(path)
		chosen(path)
		return true
	})
}

// SaveFile asks where to write a file; name is what it offers. It asks again
// before an existing file is replaced. Nothing is written by it.
func SaveFile(w fyne.Window, words *words.Words, heading, name string, folder Folder, chosen func(path string)) {
	field := widgets.NewField("")
	field.SetText(filepath.Join(folder.last(), name))
	browse := widgets.NewButton(words.T("dialogs.browse"), widgets.Plain, func() {
		ChooseFolder(w, folder, func(dir string) {
			field.SetText(filepath.Join(dir, filepath.Base(Unquote(field.Text()))))
		})
	}).WithIcon("folder")
	done := func(path string) {
		folder.keep(path)
		chosen(path)
	}
	fileForm(w, words, heading, words.T("common.save"), field, browse, func() bool {
		path := Unquote(field.Text())
		switch {
		case path == "" || IsFolder(path):
			field.SetError(words.T("dialogs.no_name"))
			return false
		case !IsFolder(filepath.Dir(path)):
			field.SetError(words.T("dialogs.no_folder"))
			return false
		case exists(path):
			Confirm(w, words, Question{
				Title: words.T("dialogs.replace"), Lines: []string{words.T("dialogs.replace_what", "file", filepath.Base(path))},
				Act: words.T("dialogs.replace_act"), Destructive: true,
			}, func() { done(path) })
			return true
		}
		done(path)
		return true
	})
}

// ChooseFolder asks for a folder by browsing.
func ChooseFolder(w fyne.Window, folder Folder, chosen func(path string)) {
	start(dialog.NewFolderOpen(func(dir fyne.ListableURI, err error) {
		if err == nil && dir != nil {
			chosen(dir.Path())
		}
	}, w), folder, w)
}

func fileForm(w fyne.Window, words *words.Words, heading, act string, field *widgets.Field, browse *widgets.Button, submit func() bool) {
	field.OnChanged = func(string) { field.SetError("") }
	Form(w, words, Sheet{Title: heading, Act: act, Width: 560, Lines: []Line{
		{Label: words.T("dialogs.path"), Entry: field},
		{Entry: style.Row(0, browse, style.Spacer())},
	}}, submit)
}

func start(d *dialog.FileDialog, folder Folder, w fyne.Window) {
	if dir, err := storage.ListerForURI(storage.NewFileURI(folder.last())); err == nil {
		d.SetLocation(dir)
	}
	size := w.Canvas().Size()
	d.Resize(fyne.NewSize(min(840, size.Width-64), min(600, size.Height-64)))
	d.Show()
}
