package app

import (
	"bytes"
	"context"
	"os"

	"shirube/data"
	"shirube/data/setting"
)

// Logo gives the company's logo as a PNG, nil without one.
func (ws *Workspace) Logo(ctx context.Context) ([]byte, error) {
	kept, err := ws.store.Logo(ctx)
	if err != nil {
		return nil, err
	}
	l, err := setting.ReadLogo(bytes.NewReader(kept))
	if err != nil {
		return nil, nil
	}
	return l.PNG, nil
}

// KeepLogo takes a PNG or JPEG file as the company's logo, on reports from now
// on. Errors: file_unreadable, those of setting.ReadLogo.
func (ws *Workspace) KeepLogo(ctx context.Context, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return data.Errorf("file_unreadable", path, "", err)
	}
	defer f.Close()
	l, err := setting.ReadLogo(f)
	if err != nil {
		return err
	}
	return ws.store.KeepLogo(ctx, l.PNG)
}

// DropLogo takes the logo away.
func (ws *Workspace) DropLogo(ctx context.Context) error { return ws.store.KeepLogo(ctx, nil) }
