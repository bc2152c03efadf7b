package html

import (
	"shirube/charts"
	"shirube/data/report"
)

func (p *page) funnel(b *report.FunnelBlock) error {
	if b == nil || len(b.Result.Groups) == 0 {
		return nil
	}
	p.FunnelNote = charts.FunnelNote(b, p.Words)
	if charts.FunnelEmpty(b) {
		p.FunnelEmpty = p.T("report.funnel.empty")
		return nil
	}
	f := charts.FunnelOf(b.Result.Groups[0], b.Stages, b.Result.Bottleneck, p.Words, false)
	options, err := funnelOption("funnel", f).script()
	if err != nil {
		return err
	}
	p.Funnel = &figure{
		ID: "funnel", Title: f.Title, Options: options, Description: f.Describe(),
		Still: picture(f, 704, float64(len(f.Steps))*64-32),
	}
	p.Stages = charts.StageTable(b, p.Words)
	return nil
}

func (p *page) channels(b *report.FunnelBlock) {
	if b == nil || len(b.Result.Groups) == 0 {
		return
	}
	p.Channels, p.ChannelNote = charts.ChannelTable(b, p.Words), charts.FunnelNote(b, p.Words)
}
