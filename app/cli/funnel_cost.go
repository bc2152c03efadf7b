package cli

import (
	"context"

	"shirube/app"
	"shirube/assets/words"
	"shirube/charts"
	"shirube/data/funnel"
	"shirube/data/period"
)

// priced is a funnel with what mending its steps would bring, what its stages
// cost and how fast the pipeline is.
type priced struct {
	funnel.Result
	Toward   string              `json:"toward"` // what the ranking raises the steps to: reference, target, typed
	Ranking  []funnel.Bottleneck `json:"ranking"`
	Unmoved  []funnel.Unmoved    `json:"unmoved"` // the steps that a target or a typed rate says nothing about
	Costs    *costs              `json:"costs"`
	Velocity *funnel.Velocity    `json:"velocity"`
}

type costs struct {
	*funnel.Costs
	From period.Day `json:"from"`
	To   period.Day `json:"to"`
}

// price adds the costs, of the measure named or, where there is one, of the
// workspace's setting.
func (p *priced) price(ctx context.Context, ws *app.Workspace, q funnel.Question, named string) error {
	ask, spent := ws.Funnels.Costs, named
	if named == "" {
		ask, spent = ws.Funnels.CostsIfMeasured, ws.Settings().Cost
	}
	found, err := ask(ctx, q, spent)
	if err != nil {
		return err
	}
	if found != nil {
		p.Costs = &costs{found, found.Range.From, found.Range.To}
	}
	p.Velocity, err = ws.Funnels.Velocity(ctx, q)
	return err
}

// mostRanked is how many steps of a ranking are written for people.
const mostRanked = 5

func (s *session) rankingTable(p priced, stages []funnel.Stage, by string) {
	w := s.words()
	if len(p.Ranking) == 0 {
		if len(p.Unmoved) > 0 {
			s.line()
			s.unmovedLines(p, stages, by)
		}
		return
	}
	held := "cli.col.aim"
	if p.Toward == towardReference {
		held = "cli.col.reference"
	}
	table := [][]string{{w.T("cli.col.step"), ">" + w.T("cli.col.now"), ">" + w.T(held), ">" + w.T("cli.col.wins"), ">" + w.T("cli.col.eighty"), ">" + w.T("cli.col.value")}}
	if by != "" {
		table[0] = append([]string{w.T("cli.col.group")}, table[0]...)
	}
	for _, b := range p.Ranking[:min(mostRanked, len(p.Ranking))] {
		row := []string{w.T("cli.step", "from", charts.StageName(stages, funnel.Before(stages, b.Stage), w), "to", charts.StageName(stages, b.Stage, w)),
			w.Percent(b.Rate), w.Percent(b.Reference), w.Signed(b.MoreWins, 1),
			w.T("chart.points.range", "low", w.Signed(b.MoreWinsLow, 1), "high", w.Signed(b.MoreWinsHigh, 1)), w.Value(b.ValueAtStake, "yen")}
		if by != "" {
			row = append([]string{charts.GroupName(b.Group, w)}, row...)
		}
		table = append(table, row)
	}
	s.line()
	s.line(towardTitle(p.Toward, w))
	s.table(table)
	s.unmovedLines(p, stages, by)
}

func (s *session) costTable(p priced, stages []funnel.Stage, by string) {
	w := s.words()
	if p.Costs != nil {
		table := [][]string{{w.T("cli.col.stage"), ">" + w.T("cli.col.spent"), ">" + w.T("cli.col.count"), ">" + w.T("cli.col.each")}}
		if by != "" {
			table[0] = append([]string{w.T("cli.col.group")}, table[0]...)
		}
		for _, g := range p.Costs.Groups {
			for _, c := range g.Stages {
				row := []string{charts.StageName(stages, c.Stage, w), w.Value(g.Spent, "yen"), words.Dash, w.Value(c.Each, "yen")}
				if c.Count != nil {
					row[2] = w.Int(*c.Count)
				}
				if by != "" {
					row = append([]string{charts.GroupName(g.Group, w)}, row...)
				}
				table = append(table, row)
			}
		}
		s.line()
		s.line(w.T("cli.costs", "measure", w.Name("measure", p.Costs.Measure, p.Costs.Name), "range", charts.RangeName(p.Costs.Range, w)))
		s.table(table)
	}
	if v := p.Velocity; v != nil {
		s.line(charts.VelocityText(v, w))
	}
}
