package shell

import (
	"os"
	"path/filepath"
	"sync"

	"shirube/app/pages/prospects"
	"shirube/data"
)

// listLayout is how the list of prospects was left.
func (s *Shell) listLayout() prospects.Layout {
	return prospects.Layout{Columns: s.settings.ListColumns, Sort: s.settings.ListSort}
}

func (s *Shell) keepList(l prospects.Layout) {
	wanted := s.settings
	wanted.ListColumns, wanted.ListSort = l.Columns, l.Sort
	if wanted.ListColumns != s.settings.ListColumns || wanted.ListSort != s.settings.ListSort {
		s.save(wanted)
	}
}

// pasted keeps rows from the clipboard as a file that can be imported.
func (s *Shell) pasted(text string) (string, error) {
	return s.pastes.keep(s.words.T("shell.pasted")+".tsv", text)
}

// pastes are the files of what was pasted; they go with the window.
type pastes struct {
	mu  sync.Mutex
	dir string
}

func (p *pastes) keep(name, text string) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var err error
	if p.dir == "" {
		p.dir, err = os.MkdirTemp("", "shirube-")
	}
	path := filepath.Join(p.dir, name)
	if err == nil {
		err = os.WriteFile(path, []byte(text), 0o600)
	}
	if err != nil {
		return "", data.Errorf("file_unwritable", path, "", err)
	}
	return path, nil
}

func (p *pastes) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.dir != "" {
		_ = os.RemoveAll(p.dir) // in the system's folder for what may go
		p.dir = ""
	}
}
