package funnel_test

import (
	"testing"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/datatest"
	"shirube/data/funnel"
	"shirube/data/period"
	"shirube/data/prospect"
)

func TestMovingAProspectShowsInTheFunnel(t *testing.T) {
	ctx, st, news := t.Context(), datatest.Workspace(t), &change.Bus{}
	s := funnel.NewService(st, st, st, news, datatest.Clock)
	ids, err := st.SaveProspects(ctx, datatest.Op, []prospect.Prospect{{Name: "青木商店", Channel: "web", Owner: "田中"}, {Name: "伊藤工業"}})
	if err != nil {
		t.Fatal(err)
	}
	ask := funnel.Question{By: "channel"}
	if r, err := s.Funnel(ctx, ask); err != nil || len(r.Groups) != 0 {
		t.Fatalf("an empty funnel has %v (%v)", r.Groups, err)
	}
	if err := s.Move(ctx, ids, "認知", period.Of(2026, 11, 1)); err != nil {
		t.Fatal(err)
	}
	if err := s.Move(ctx, []int64{ids[0], ids[0]}, "consider", period.Of(2026, 11, 5)); err != nil {
		t.Fatal(err)
	}
	r, err := s.Funnel(ctx, ask)
	if err != nil || len(r.Groups) != 2 {
		t.Fatalf("got %+v (%v)", r.Groups, err)
	}
	web := r.Groups[0]
	if *web.Group != "web" || web.Stages[2].Count != 1 || web.Stages[2].Prospects[0] != uint32(ids[0]) || r.Groups[1].Group != nil {
		t.Errorf("got %+v", r.Groups)
	}
	for code, err := range map[data.Code]error{
		"unknown_stage":     s.Move(ctx, ids, "nowhere", period.Of(2026, 11, 1)),
		"move_day":          s.Move(ctx, ids, "aware", period.Of(2026, 11, 23)),
		"unknown_prospect":  s.Move(ctx, []int64{999}, "aware", period.Of(2026, 11, 1)),
		"stage_count":       s.SetStages(ctx, datatest.Stages[:1]),
		"stage_twice":       s.SetStages(ctx, []funnel.Stage{{Key: "a", Name: "x"}, {Key: "b", Name: "x"}}),
		"stage_key":         s.SetStages(ctx, []funnel.Stage{{Key: "a.b"}, {Key: "b"}}),
		"stage_in_use":      s.SetStages(ctx, datatest.Stages[1:]),
		"unknown_breakdown": func() error { _, err := s.Funnel(ctx, funnel.Question{By: "moon"}); return err }(),
	} {
		if data.CodeOf(err) != code {
			t.Errorf("got %v, want %s", err, code)
		}
	}
}

func TestStagesFedByAMeasure(t *testing.T) {
	ctx, st := t.Context(), datatest.Workspace(t)
	s := funnel.NewService(st, st, st, &change.Bus{}, datatest.Clock)
	if err := s.SetStages(ctx, []funnel.Stage{{Key: "visit", Measure: "visits"}, {Key: "lead"}}); err != nil {
		t.Fatal(err)
	}
	october := funnel.Question{Range: period.Range{From: period.Of(2026, 10, 1), To: period.Of(2026, 10, 31)}}
	r, err := s.Funnel(ctx, october)
	if err != nil || !r.Groups[0].Stages[0].Unmeasured {
		t.Errorf("no visits entered is unmeasured: %+v (%v)", r.Groups, err)
	}
}

// A stage comes and goes while the funnel is asked: each answer is by the
// stages before or after, never by a mixture.
func TestFunnelWhileStagesChange(t *testing.T) {
	ctx, st := t.Context(), datatest.Workspace(t)
	s := funnel.NewService(st, st, st, &change.Bus{}, datatest.Clock)
	ids, err := st.SaveProspects(ctx, datatest.Op, []prospect.Prospect{{Name: "青木商店"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Move(ctx, ids, "won", period.Of(2026, 11, 5)); err != nil {
		t.Fatal(err)
	}
	longer := append([]funnel.Stage{{Key: "before", Name: "前"}}, datatest.Stages...)
	done := make(chan error, 1)
	go func() {
		var err error
		for i := 0; i < 150 && err == nil; i++ {
			err = s.SetStages(ctx, [][]funnel.Stage{longer, datatest.Stages}[i%2])
		}
		done <- err
	}()
	for {
		select {
		case err := <-done:
			if err != nil {
				t.Error(err)
			}
			return
		default:
		}
		r, err := s.Funnel(ctx, funnel.Question{View: funnel.Stock})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range r.Groups[0].Stages {
			if (c.Stage == "won") != (c.Count == 1) {
				t.Fatalf("the one won stands in %+v", r.Groups[0].Stages)
			}
		}
	}
}
