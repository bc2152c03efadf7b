package app

import (
	"context"
	"slices"

	"shirube/data/change"
)

// watchSegments remembers to count the segments where nobody has yet today,
// and whenever something they may depend on has changed.
func (ws *Workspace) watchSegments(ctx context.Context) error {
	if ws.ReadOnly() {
		return nil
	}
	ws.News.Subscribe(func(n change.News) {
		if len(n.Nouns) == 0 || slices.ContainsFunc(n.Nouns, func(noun change.Noun) bool {
			return noun == change.Prospect || noun == change.Entry || noun == change.Activity || noun == change.Stage
		}) {
			ws.recount.Store(true)
		}
	})
	all, err := ws.Prospects.Segments(ctx)
	if err != nil {
		return err
	}
	for _, g := range all {
		h, err := ws.Prospects.SegmentHistory(ctx, g.Key)
		if err != nil {
			return err
		}
		if len(h) == 0 || h[len(h)-1].Day < ws.Today() {
			ws.recount.Store(true)
		}
	}
	return nil
}

// CountSegments keeps today's counts of the segments where they may have
// changed. The command line calls it before a command, closing does in any case;
// a window calls it in the background.
func (ws *Workspace) CountSegments(ctx context.Context) error {
	if !ws.recount.Swap(false) {
		return nil
	}
	return ws.Prospects.RecordSegments(ctx)
}
