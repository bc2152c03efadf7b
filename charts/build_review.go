package charts

import (
	"strings"

	"shirube/assets/words"
	"shirube/data/kpi"
	"shirube/data/period"
	"shirube/data/review"
)

// ReviewMarkdown writes a review as a page of markdown: what moved with its
// drivers, cause and shift, what stayed within its range as a table, the
// actions, the checklist.
func ReviewMarkdown(r review.Review, p, against period.Period, book *kpi.Book, w *words.Words) string {
	m := &markdown{words: w, book: book}
	m.line("# "+w.T("review.title", "period", PeriodName(p, w)), "", w.T("review.against", "period", PeriodName(against, w)))
	m.line("", "## "+w.T("review.moved"), "")
	moved := 0
	for _, f := range r.Findings {
		if f.Signal || f.Cause != nil {
			moved++
			m.finding(f)
		}
	}
	if moved == 0 {
		m.line(w.T("review.none_moved"))
	}
	rows := [][]string{{"KPI", w.T("review.value"), w.T("review.previous"), w.T("review.target")}}
	for _, f := range r.Findings {
		if k := m.kpi(f); !f.Signal && f.Cause == nil {
			rows = append(rows, []string{m.name(k), w.Value(f.Value, k.Unit), w.Value(f.Previous, k.Unit), w.Value(f.Target, k.Unit)})
		}
	}
	m.table(w.T("review.same"), rows)
	rows = [][]string{{w.T("review.actions"), w.T("field.owner"), w.T("cli.col.due"), "KPI", w.T("cli.col.state")}}
	for _, a := range r.Actions {
		k, _ := book.KPI(a.KPI)
		rows = append(rows, []string{m.text(a.Text), m.text(a.Owner), a.Due.String(), w.Name("kpi", a.KPI, k.Name), w.T("review.state." + string(a.State))})
	}
	m.table(w.T("review.actions"), rows)
	if c := r.Checklist; c != nil {
		m.line("", "## "+w.T("review.check"), "")
		for i, done := range []bool{c.Shared, c.Analysed, c.Result} {
			box := "- [ ] "
			if done {
				box = "- [x] "
			}
			m.line(box + []string{w.T("review.shared"), w.T("review.analysed"), w.T("review.result")}[i])
		}
		if c.Note != "" {
			m.line("", m.text(c.Note))
		}
	}
	return m.String()
}

type markdown struct {
	strings.Builder
	words *words.Words
	book  *kpi.Book
}

func (m *markdown) line(lines ...string) {
	for _, l := range lines {
		m.WriteString(l + "\n")
	}
}

// text keeps what people typed on one line and from being read as markup.
func (m *markdown) text(s string) string {
	return strings.NewReplacer("\\", `\\`, "|", `\|`, "\r", "", "\n", " ", "<", `\<`, "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`).Replace(s)
}

// kpi is the KPI of a finding as it was called then.
func (m *markdown) kpi(f review.Finding) kpi.KPI {
	k, err := m.book.KPI(f.KPI)
	if err != nil {
		k.Key = f.KPI
	}
	if c := f.Cause; c != nil {
		k.Name, k.Unit = c.Name, c.Unit
	}
	return k
}

func (m *markdown) name(k kpi.KPI) string { return m.text(m.words.Name("kpi", k.Key, k.Name)) }

func (m *markdown) finding(f review.Finding) {
	w, k := m.words, m.kpi(f)
	m.line("### "+m.name(k)+" "+w.T("review.from", "value", w.Value(f.Value, k.Unit), "previous", w.Value(f.Previous, k.Unit)), "")
	if f.Signal {
		m.line("- " + w.T("review.range", "rule", w.T("chart.rule."+string(f.Rule)), "low", w.Value(f.Limits.Low, k.Unit), "high", w.Value(f.Limits.High, k.Unit)))
	}
	var parts []string
	for _, d := range f.Drivers {
		name := w.Name("measure", d.Factor, "")
		if of, err := m.book.KPI(d.Factor); err == nil {
			name = w.Name("kpi", of.Key, of.Name)
		}
		parts = append(parts, m.text(name)+" "+w.SignedValue(&d.Contribution, k.Unit))
	}
	if len(parts) > 1 {
		m.line("- " + w.T("review.drivers", "list", strings.Join(parts, " / ")))
	}
	if c := f.Cause; c != nil {
		m.line("- " + w.T("review.cause", "category", w.T("review.category."+string(c.Category)), "text", m.text(c.Text)))
		if c.Shift {
			m.line("- " + w.T("review.shift"))
		}
	} else {
		m.line("- " + w.T("review.no_cause"))
	}
	m.line("")
}

// table writes rows under a heading, the first row over a rule; nothing where
// there is none but that.
func (m *markdown) table(title string, rows [][]string) {
	if len(rows) < 2 {
		return
	}
	m.line("", "## "+title, "")
	for i, row := range rows {
		m.line("| " + strings.Join(row, " | ") + " |")
		if i == 0 {
			m.line("|" + strings.Repeat("---|", len(row)))
		}
	}
}
