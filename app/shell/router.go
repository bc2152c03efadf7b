package shell

import (
	"context"

	"shirube/app"
	"shirube/app/pages/duplicates"
	"shirube/app/pages/funnels"
	"shirube/app/pages/goal"
	"shirube/app/pages/home"
	"shirube/app/pages/imports"
	"shirube/app/pages/kpis"
	"shirube/app/pages/lists"
	"shirube/app/pages/prospects"
	"shirube/app/pages/reports"
	"shirube/app/pages/reviews"
	"shirube/app/pages/settings"
	"shirube/app/pages/sheets"
	"shirube/app/pages/start"
	"shirube/app/pages/tables"
	"shirube/app/route"
	"shirube/data"
	"shirube/data/crosstab"
	"shirube/data/intake"
	"shirube/data/prospect"
)

// pages builds the page of a route, by the route's name. Each begins to read
// what it shows by itself.
func pages() map[route.Name]func(*Shell, route.Route) route.Page {
	return map[route.Name]func(*Shell, route.Route) route.Page{
		route.PageStart: func(s *Shell, r route.Route) route.Page {
			return start.New(starter{s}, s, s.words, r.(route.Start))
		},
		route.PageHome: func(s *Shell, r route.Route) route.Page {
			ws := s.workspace
			return home.New(home.Deps{
				Report: s.report, Prospects: ws.Prospects, Measures: ws.Measures, Reviews: ws.Reviews(), Calendar: ws.Calendar, Today: ws.Today,
				ReadOnly: ws.ReadOnly(),
			}, s, s.words, r.(route.Home))
		},
		route.PageProspects: func(s *Shell, r route.Route) route.Page {
			ws := s.workspace
			return prospects.New(prospects.Deps{
				Prospects: ws.Prospects, Funnels: ws.Funnels, Export: ws.ExportOf,
				Dossier: func(d prospect.Dossier, path string) error { return app.WriteDossier(d, path, s.words) },
				TSV:     app.TSV, Pasted: s.pasted, Layout: s.listLayout, Keep: s.keepList,
				Clock: data.SystemClock, Folder: s.folder(), ReadOnly: ws.ReadOnly(),
			}, s, s.words, r.(route.Prospects))
		},
		route.PageLists: func(s *Shell, _ route.Route) route.Page {
			return lists.New(lists.Deps{Prospects: s.workspace.Prospects, Export: s.workspace.ExportOf, Folder: s.folder(), ReadOnly: s.workspace.ReadOnly()}, s, s.words)
		},
		route.PageImport: func(s *Shell, r route.Route) route.Page {
			ws := s.workspace
			return imports.New(imports.Deps{
				Open: app.OpenFile, Import: ws.ImportFrom, Undo: ws.UndoImport, Imports: ws.Imports, ImportOf: ws.ImportOf, LastMapping: ws.LastMapping,
				ForeseeUndo: ws.ForeseeUndo, Changed: ws.ImportChanged, Duplicates: ws.Prospects.Duplicates, Stages: ws.Funnels.Stages, Lists: ws.Prospects.Lists,
				Postal: func(ctx context.Context, path string, dry bool) (intake.Result, error) {
					return ws.ImportPostal(ctx, intake.File{Path: path}, dry)
				},
				Recurring: ws.Recurring, Forget: ws.Forget,
				Remember: func(ctx context.Context, noun string, f intake.File, o intake.Options) (intake.Recurring, error) {
					return ws.Remember(ctx, noun, f, o, "", "")
				},
				Save: app.SaveTable, IsTable: app.HasTable, Clock: data.SystemClock, Folder: s.folder(), Desk: s.desk,
			}, s, s.words, r.(route.Import))
		},
		route.PageSame: func(s *Shell, r route.Route) route.Page {
			ws := s.workspace
			return duplicates.New(duplicates.Deps{Prospects: ws.Prospects, ReadOnly: ws.ReadOnly()}, s, s.words, r.(route.Duplicates))
		},
		route.PageTable: func(s *Shell, r route.Route) route.Page {
			ws := s.workspace
			return tables.New(tables.Deps{
				Plan: func(ctx context.Context, file, pasted string, o crosstab.Options) (tables.Plan, error) {
					t, err := ws.PlanTable(ctx, intake.File{Path: file}, pasted, o)
					return tables.Plan(t), err
				},
				Import:   func(ctx context.Context, p tables.Plan) (int64, error) { return ws.ImportTable(ctx, app.Table(p)) },
				Calendar: ws.Calendar, Today: ws.Today, Folder: s.folder(), ReadOnly: ws.ReadOnly(),
			}, s, s.words, r.(route.Table))
		},
		route.PageSheet: func(s *Shell, r route.Route) route.Page {
			ws := s.workspace
			return sheets.New(sheets.Deps{Measures: ws.Measures, Calendar: ws.Calendar, Today: ws.Today}, s, s.words, r.(route.Sheet))
		},
		route.PageFunnels: func(s *Shell, r route.Route) route.Page {
			ws := s.workspace
			return funnels.New(funnels.Deps{
				Funnels: ws.Funnels, Measures: ws.Measures, KPIs: ws.KPIs, Calendar: ws.Calendar, ReadOnly: ws.ReadOnly(),
				Window: func() int { return ws.Settings().Window }, Cost: func() string { return s.settings.Cost },
				SetCost: func(key string) {
					wanted := s.settings
					wanted.Cost = key
					s.save(wanted)
				},
			}, s, s.words, r.(route.Funnels))
		},
		route.PageKPIs: func(s *Shell, r route.Route) route.Page {
			ws := s.workspace
			return kpis.New(kpis.Deps{
				KPIs: ws.KPIs, Measures: ws.Measures, Reports: ws.Reports, Reviews: ws.Reviews(), Calendar: ws.Calendar, ReadOnly: ws.ReadOnly(),
			}, s, s.words, r.(route.KPIs))
		},
		route.PageGoal: func(s *Shell, r route.Route) route.Page {
			ws := s.workspace
			return goal.New(goal.Deps{KPIs: ws.KPIs, Measures: ws.Measures, Calendar: ws.Calendar, Template: ws.Settings().Template, ReadOnly: ws.ReadOnly()}, s, s.words, r.(route.Goal))
		},
		route.PageReviews: func(s *Shell, r route.Route) route.Page {
			ws := s.workspace
			return reviews.New(reviews.Deps{
				KPIs: ws.KPIs, Measures: ws.Measures, Reviews: ws.Reviews(), Reports: ws.Reports, Calendar: ws.Calendar, ReadOnly: ws.ReadOnly(),
			}, s, s.words, r.(route.Reviews))
		},
		route.PageReports: func(s *Shell, r route.Route) route.Page {
			return reports.New(maker{s}, s, s.words, r.(route.Reports))
		},
		route.PageSettings: func(s *Shell, _ route.Route) route.Page {
			return settings.New(keeper{s}, s, s.words)
		},
	}
}

// build makes the page of r. What needs a workspace is the start page while
// none is open.
func (s *Shell) build(r route.Route) route.Page {
	if _, start := r.(route.Start); s.workspace == nil && !start {
		r = route.Start{}
	}
	return pages()[r.Page()](s, r)
}
