package words

import "strings"

// Name calls a kpi, measure or stage by its own name or, where it has none, by
// the words for its key ("kpi.name.win_rate"); a key without words is shown as
// itself. The measure of entries into a stage has the stage's name and is
// called after it.
func (w *Words) Name(noun, key, name string) string {
	if stage, ok := strings.CutPrefix(key, "entry."); ok && noun == "measure" {
		return w.T("measure.entries", "stage", w.Name("stage", stage, name))
	}
	if name != "" {
		return name
	}
	if known := noun + ".name." + key; w.Has(known) {
		return w.T(known)
	}
	return key
}

// Change says what a recorded change did, from the title and the arguments its
// operation keeps.
func (w *Words) Change(title string, args map[string]string) string {
	var pairs []any
	for name, value := range args {
		pairs = append(pairs, name, value)
	}
	return w.T("change."+title, pairs...)
}
