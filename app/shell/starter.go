package shell

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"shirube/app"
	"shirube/app/dialogs"
	"shirube/app/pages/start"
	"shirube/app/route"
)

// starter does what the start page was asked for.
type starter struct{ *Shell }

// Recent are the workspaces used last.
func (s starter) Recent() []string { return s.recent.List() }

// SetLanguage shows the window in another language.
func (s starter) SetLanguage(lang string) { s.setLanguage(lang) }

// OpenWorkspace opens one of them.
func (s starter) OpenWorkspace(path string) { s.openWorkspace(path) }

// ChooseWorkspace asks which file to open.
func (s starter) ChooseWorkspace() { s.chooseWorkspace() }

// Create asks where the new workspace goes and makes it.
func (s starter) Create(t start.Template) {
	s.createAt(s.words.T("start.file."+string(t)), t, route.Goal{})
}

// ChooseImport asks for a list and makes a workspace for it.
func (s starter) ChooseImport() {
	dialogs.OpenFile(s.window, s.words, s.words.T("start.import"), s.folder(), listKinds, s.importInto)
}

// OpenSample opens the sample in the user's documents, making it where it isn't.
func (s starter) OpenSample() {
	dir := s.documents()
	path := filepath.Join(dir, s.words.T("start.file.sample")+Extension)
	if _, err := os.Stat(path); err == nil {
		s.openWorkspace(path)
		return
	}
	s.take(s.words.T("start.making"), s.creating(path, start.Sales, true), route.Home{})
}

// importInto makes a workspace named after a list and goes on to import it.
func (s *Shell) importInto(list string) {
	name := strings.TrimSuffix(filepath.Base(list), filepath.Ext(list))
	s.createAt(name, start.Sales, route.Import{Noun: "prospects", File: list})
}

func (s *Shell) createAt(name string, t start.Template, then route.Route) {
	free := filepath.Base(start.Free(s.documents(), name, Extension))
	dialogs.SaveFile(s.window, s.words, s.words.T("shell.create.title"), free, s.folder(), func(path string) {
		if filepath.Ext(path) != Extension {
			path += Extension
		}
		s.take(s.words.T("start.making"), s.creating(path, t, false), then)
	})
}

func (s *Shell) creating(path string, t start.Template, sample bool) opener {
	o := s.openOptions()
	return func(ctx context.Context) (*app.Workspace, error) {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil { //nolint:gosec // the user's own documents
			return nil, err
		}
		return app.Create(ctx, path, string(t), sample, o)
	}
}

func (s *Shell) chooseWorkspace() {
	dialogs.OpenFile(s.window, s.words, s.words.T("shell.open.title"), s.folder(), []string{Extension}, s.openWorkspace)
}

// documents is the folder for new workspaces.
func (s *Shell) documents() string { return start.Documents(s.words.T("shell.name")) }

// folder is where file choosers begin: where one was last, else the documents,
// which are made so that there is something to begin in.
func (s *Shell) folder() dialogs.Folder {
	return dialogs.Folder{
		Get: func() string {
			if s.lastFolder == "" {
				dir := s.documents()
				if err := os.MkdirAll(dir, 0o755); err == nil { //nolint:gosec // the user's own documents
					s.lastFolder = dir
				}
			}
			return s.lastFolder
		},
		Set: func(dir string) { s.lastFolder = dir },
	}
}
