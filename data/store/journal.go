package store

import (
	"fmt"
	"strings"
)

// table is what the journal must know of one: its columns, the tables its
// rows hang on, and what must be unique in it.
type table struct {
	name    string
	columns []string
	reals   string            // the REAL column, which JSON would round
	parents []parent          // column → table and column it refers to
	unique  []string          // columns that together occur once
	later   map[string]string // columns that older journal rows don't know → what they stood for then
}

type parent struct{ column, table, key string }

// order is parents first: the order in which rows are brought back.
var order = []string{"stage", "measure", "kpi", "prospect", "apart", "contact", "activity", "deal", "entry", "value", "target", "segment", "cause", "review_action", "checklist", "list"}

var ofProspect = parent{"prospect", "prospect", "id"}

var tables = map[string]table{
	"stage":   {name: "stage", columns: list("key name measure position"), unique: list("key")},
	"measure": {name: "measure", columns: list("key name goes unit"), unique: list("key")},
	"kpi": {name: "kpi", columns: list("key name formula unit direction grain lead controllable owner parent goal position split"), unique: list("key"),
		later: map[string]string{"split": "''"}},
	"prospect": {name: "prospect", columns: prospectColumns(), unique: list("corporate_number")},
	"apart":    {name: "apart", columns: list("a b"), unique: list("a b")},
	"contact":  {name: "contact", columns: list("prospect name title email basis evidence opt_out"), parents: []parent{ofProspect}},
	"activity": {name: "activity", columns: list("prospect kind day time text channel owner"), parents: []parent{ofProspect}},
	"deal":     {name: "deal", columns: list("prospect name amount tax_in opened closed outcome product owner channel"), parents: []parent{ofProspect}},
	"entry": {name: "entry", columns: list("prospect stage day channel campaign owner"), unique: list("prospect stage day"),
		parents: []parent{ofProspect, {"stage", "stage", "id"}}},
	"value": {name: "value", columns: list("measure day channel campaign value"), reals: "value",
		unique: list("measure day channel campaign"), parents: []parent{{"measure", "measure", "key"}}},
	"target": {name: "target", columns: list("kpi period value at level"), reals: "value", parents: []parent{{"kpi", "kpi", "key"}},
		later: map[string]string{"level": "'target'"}},
	"segment":       {name: "segment", columns: list("key name text filter"), unique: list("key")},
	"cause":         {name: "cause", columns: list("kpi period category text evidence found name unit at shift"), later: map[string]string{"shift": "0"}},
	"checklist":     {name: "checklist", columns: list("period shared analysed result note at found")},
	"list":          {name: "list", columns: list("key name source origin purpose acquired told"), unique: list("key")},
	"review_action": {name: "review_action", columns: list("period text owner due kpi expected state done added"), reals: "expected"},
}

func list(words string) []string { return strings.Fields(words) }

// journal is the statement that writes the rows of a condition into change;
// its first argument is the action. A row already kept stays as it was first.
func (t table) journal(where string) string {
	parts := make([]string, len(t.columns))
	for i, c := range t.columns {
		parts[i] = fmt.Sprintf("'%s', %[1]s", c)
		if c == t.reals {
			parts[i] = fmt.Sprintf("'%s', iif(%[1]s IS NULL, NULL, printf('%%!.17g', %[1]s))", c)
		}
	}
	return fmt.Sprintf("INSERT OR IGNORE INTO change(action, tbl, row, before) SELECT ?, '%s', id, json_object(%s) FROM %[1]s WHERE %[3]s",
		t.name, strings.Join(parts, ", "), where)
}

// was is the expression for a column as the journal row c remembers it.
func (t table) was(column string) string {
	if column == t.reals {
		return fmt.Sprintf("CAST(json_extract(c.before, '$.%s') AS REAL)", column)
	}
	if then, ok := t.later[column]; ok {
		return fmt.Sprintf("coalesce(json_extract(c.before, '$.%s'), %s)", column, then)
	}
	return fmt.Sprintf("json_extract(c.before, '$.%s')", column)
}
