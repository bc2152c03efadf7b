package shell

import (
	"context"
	"time"

	"shirube/app/route"
	"shirube/app/task"
	"shirube/data/kpi"
	"shirube/data/prospect"
)

const (
	// prospectsOffered leaves room for pages and commands in the palette.
	prospectsOffered = 4
	// seekRests is how long one must pause in typing before prospects are searched.
	seekRests = 80 * time.Millisecond
)

// findProspects offers the first prospects that a text finds.
func (s *Shell) findProspects(lane *task.Group, text string, show func([]offer)) {
	ws := s.workspace
	if ws == nil || len(prospect.SearchWords(text)) == 0 {
		return
	}
	task.Run(s.ctx, lane, func(ctx context.Context, _ task.Progress) ([]prospect.Prospect, error) {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(seekRests):
		}
		ids, err := ws.Prospects.List(ctx, prospect.Query{Text: text})
		if err != nil {
			return nil, err
		}
		return ws.Prospects.Page(ctx, ids[:min(len(ids), prospectsOffered)])
	}, func(found []prospect.Prospect, err error) {
		if err != nil {
			s.Fail(err)
			return
		}
		var offers []offer
		for _, p := range found {
			offers = append(offers, offer{
				icon: "building", title: p.Name, kind: s.words.T("shell.palette.kind.prospect"), right: p.Prefecture,
				open: func() { s.Go(route.Prospects{Query: prospect.Query{Text: text}, Selected: p.ID}) },
			})
		}
		show(offers)
	})
}

// readKPIs keeps the KPIs for the palette.
func (s *Shell) readKPIs() {
	ws := s.workspace
	if ws == nil {
		return
	}
	task.Run(s.ctx, &s.lanes.kpis, func(ctx context.Context, _ task.Progress) ([]kpi.KPI, error) {
		return ws.KPIs.List(ctx)
	}, func(list []kpi.KPI, err error) {
		if err != nil {
			s.Fail(err)
			return
		}
		s.kpis = list
		if s.finder != nil {
			s.finder.fixed = s.offers()
			s.finder.search(s.finder.entry.Text)
		}
	})
}

func (s *Shell) kpiOffers() []offer {
	var offers []offer
	for _, k := range s.kpis {
		offers = append(offers, offer{
			icon: "tree", title: s.words.Name("kpi", k.Key, k.Name), also: k.Key + " " + k.Owner,
			kind: s.words.T("shell.palette.kind.kpi"), open: func() { s.Go(route.KPIs{Key: k.Key}) },
		})
	}
	return offers
}
