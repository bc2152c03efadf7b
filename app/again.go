package app

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"shirube/data"
	"shirube/data/intake"
)

// Remember keeps how a file was imported, so that the next of its kind is read
// by Again: under a name, for the files of its folder that fit a pattern. A
// name and pattern of "" come from the file's own name; a name that another
// kind of file has gets a number. It gives what is kept. Errors: those of OpenFile.
func (ws *Workspace) Remember(ctx context.Context, noun string, f intake.File, o intake.Options, name, pattern string) (intake.Recurring, error) {
	path, err := filepath.Abs(f.Path)
	if err != nil {
		return intake.Recurring{}, data.Errorf("file_unreadable", f.Path, "", err)
	}
	r := intake.Recurring{Name: name, Noun: noun, Folder: filepath.Dir(path), Pattern: pattern,
		Encoding: f.Encoding, Delimiter: f.Delimiter, Sheet: f.Sheet, HasHeader: f.HasHeader}
	if r.Pattern == "" {
		r.Pattern = intake.PatternOf(filepath.Base(path))
	}
	if !r.Fits(filepath.Base(path)) {
		return r, data.Errorf("pattern_misses", r.Pattern, filepath.Base(path), nil)
	}
	src, err := OpenFile(f)
	if err != nil {
		return r, err
	}
	defer src.Close()
	if r.Options, err = intake.Explicit(ctx, src, noun, o, ws.Now().Location()); err != nil {
		return r, err
	}
	if r.Name == "" {
		known, err := ws.store.Recurring(ctx)
		if err != nil {
			return r, err
		}
		r.Name = intake.FreeName(r, known)
	}
	return r, ws.store.Remember(ctx, r)
}

// Forget drops a recurring import; what it brought stays. Error: unknown_recurring.
func (ws *Workspace) Forget(ctx context.Context, name string) error {
	return ws.store.Forget(ctx, name)
}

// Recurring lists the recurring imports by name, each with the newest file of
// its kind.
func (ws *Workspace) Recurring(ctx context.Context) ([]intake.Waiting, error) {
	known, err := ws.store.Recurring(ctx)
	if err != nil || len(known) == 0 {
		return nil, err
	}
	past, err := ws.store.Imports(ctx)
	if err != nil {
		return nil, err
	}
	all := make([]intake.Waiting, len(known))
	for i, r := range known {
		all[i] = newest(r, past)
	}
	return all, nil
}

// newest finds the newest file of a kind and whether a standing import took its content.
func newest(r intake.Recurring, past []intake.Import) intake.Waiting {
	w := intake.Waiting{Recurring: r}
	files, err := os.ReadDir(r.Folder)
	if err != nil {
		return w // the folder is gone or a drive is not there: no file
	}
	for _, f := range files {
		info, err := f.Info()
		if err != nil || info.Mode()&fs.ModeType != 0 || !r.Fits(f.Name()) {
			continue
		}
		if at := info.ModTime(); w.File == "" || at.After(w.Modified) || at.Equal(w.Modified) && f.Name() > w.File {
			w.File, w.Modified = f.Name(), at
		}
	}
	file, err := w.Newest()
	if err != nil {
		return w
	}
	src, err := OpenFile(file)
	if err != nil {
		return w // it is new, and its import says what is wrong with it
	}
	sum := src.Info().SHA256
	src.Close()
	if i := slices.IndexFunc(past, func(p intake.Import) bool { return p.Noun == r.Noun && p.SHA256 == sum && !p.Undone }); i >= 0 {
		w.Taken = past[i].At
	}
	return w
}

// Again imports the newest file of a recurring import as the first was.
func (ws *Workspace) Again(ctx context.Context, w intake.Waiting, dry bool, progress func(intake.Progress)) (intake.Result, error) {
	file, err := w.Newest()
	if err != nil {
		return intake.Result{}, err
	}
	o := w.Options
	o.DryRun, o.Progress = dry, progress
	return ws.Import(ctx, w.Noun, file, o)
}
