package charts

import "strings"

// Describe says the last measured point and the levels.
func (l *Line) Describe() string {
	parts := []string{lastPoint(l.Points, l.Axis)}
	for _, level := range []*Level{l.High, l.Mean, l.Target, l.Low} {
		if level != nil {
			parts = append(parts, level.Text)
		}
	}
	return sentence(l.Title, parts...)
}

// Describe says every bar.
func (b *Bars) Describe() string { return sentence(b.Title, eachPoint(b.Points, b.Axis)...) }

// Describe says every stage with its rate, and where the bottleneck is.
func (f *Funnel) Describe() string {
	var parts []string
	for _, s := range f.Steps {
		part := join(s.Name, s.Said())
		if s.Rate != "" {
			part += "(" + s.Rate + ")"
		}
		if s.Bottleneck {
			part = join(part, f.Badge)
		}
		parts = append(parts, part)
	}
	return sentence(f.Title, parts...)
}

// Describe says what was handed in, or the last point.
func (s *Spark) Describe() string {
	if s.Description != "" {
		return s.Description
	}
	return lastPoint(s.Points, nil)
}

// Describe says the bar's words.
func (b *Bullet) Describe() string {
	return sentence("", b.ActualText, b.PaceText, b.ForecastText, b.BandText, b.TargetText)
}

// Describe says the last ripe cell of each entry month.
func (c *Cohort) Describe() string {
	var parts []string
	for _, r := range c.Rows {
		for i := len(r.Cells) - 1; i >= 0; i-- {
			if r.Cells[i].Said() != "" && !r.Cells[i].Immature && i < len(c.Columns) {
				parts = append(parts, join(r.Label, c.Columns[i], r.Cells[i].Text))
				break
			}
		}
	}
	return sentence(c.RowName, parts...)
}

// Describe says start, every contribution and end.
func (w *Waterfall) Describe() string { return sentence(w.Title, eachPoint(w.All(), nil)...) }

// Describe says the goal and what it is made of.
func (t *Tree) Describe() string {
	if t.Root == nil {
		return None
	}
	var parts []string
	for _, row := range t.Table()[1:] {
		parts = append(parts, join(strings.TrimLeft(row[0], "　"), row[1], row[3]))
	}
	return sentence("", parts...)
}

func lastPoint(points []Point, f Axis) string {
	for i := len(points) - 1; i >= 0; i-- {
		if _, ok := points[i].Number(); ok {
			return join(points[i].Label, points[i].Said(f), points[i].Note)
		}
	}
	return None
}

func eachPoint(points []Point, f Axis) []string {
	var parts []string
	for _, p := range points {
		parts = append(parts, join(p.Label, p.Said(f)))
	}
	return parts
}

func join(words ...string) string {
	return strings.Join(strings.Fields(strings.Join(words, " ")), " ")
}

// sentence is "title: part · part", without what is empty.
func sentence(title string, parts ...string) string {
	var said []string
	for _, p := range parts {
		if p != "" {
			said = append(said, p)
		}
	}
	s := strings.Join(said, " · ")
	if s == "" {
		s = None
	}
	if title == "" {
		return s
	}
	return title + ": " + s
}
