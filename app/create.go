package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"shirube/data"
	"shirube/data/kpi"
	"shirube/data/store"
)

// Create makes a workspace with a template's stages, measures and KPIs
// ("sales", "marketing", "blank"), or with the sample, and opens it. It is
// built out of sight and put in its place when it is whole. Errors:
// unknown_template, workspace_exists, those of store.Create.
func Create(ctx context.Context, path, template string, withSample bool, o Options) (*Workspace, error) {
	t, err := kpi.FindTemplate(template)
	if err != nil {
		return nil, err
	}
	if _, err := os.Lstat(path); err == nil {
		return nil, data.Errorf("workspace_exists", path, "", nil)
	}
	workshop, err := os.MkdirTemp(filepath.Dir(path), ".new-")
	if err != nil {
		return nil, data.Errorf("workspace_unwritable", path, "", err)
	}
	defer os.RemoveAll(workshop)
	made := filepath.Join(workshop, filepath.Base(path))
	if err := build(ctx, made, t, withSample, o); err != nil {
		return nil, err
	}
	if err := os.Rename(made, path); err != nil {
		return nil, data.Errorf("workspace_unwritable", path, "", err)
	}
	return Open(ctx, path, o)
}

func build(ctx context.Context, path string, t kpi.Template, withSample bool, o Options) error {
	o.BackupDir = filepath.Join(filepath.Dir(path), "backups")
	if withSample && o.Clock == nil {
		o.Clock = SampleClock
	}
	ws := newWorkspace(o)
	st, err := store.Create(ctx, path, ws.storeOptions(o))
	if err != nil {
		return err
	}
	if _, err = ws.serve(ctx, st, o); err != nil {
		return err
	}
	err = ws.furnish(ctx, t, withSample)
	if err == nil {
		err = st.Begin(ctx)
	}
	return errors.Join(err, ws.Close())
}

func (ws *Workspace) furnish(ctx context.Context, t kpi.Template, withSample bool) error {
	if err := ws.Funnels.SetStages(ctx, t.Stages); err != nil {
		return err
	}
	settings := ws.Settings()
	settings.Template = t.Key
	if err := ws.Config.Save(ctx, settings); err != nil {
		return err
	}
	if withSample {
		return ws.fillSample(ctx)
	}
	return ws.KPIs.Install(ctx, t)
}
