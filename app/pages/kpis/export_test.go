package kpis

// ShowYear chooses a fiscal year on the targets tab.
func ShowYear(p *Page, name string) {
	p.targets.year, _ = p.deps.Calendar().Parse(name)
	p.Reload()
}
