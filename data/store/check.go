package store

import (
	"context"
	"database/sql"
	"fmt"

	"shirube/data"
	"shirube/data/prospect"
)

// Problem is one thing that Check found wrong.
type Problem struct {
	Code   data.Code `json:"code"` // damaged, dangling, rollup, stage, search
	Table  string    `json:"table,omitempty"`
	Row    int64     `json:"row,omitempty"`
	Detail string    `json:"detail,omitempty"`
}

// problemsShown bounds how many problems of one kind are listed.
const problemsShown = 100

// Check reads the whole workspace and lists what is wrong: damage, rows that
// hang on nothing, a rollup, stage or search text that doesn't follow from the
// rows it is made of.
func (s *Store) Check(ctx context.Context) ([]Problem, error) {
	var out []Problem
	text := func(code data.Code) func(*sql.Rows) error {
		return func(rows *sql.Rows) error {
			p := Problem{Code: code}
			err := rows.Scan(&p.Detail)
			if p.Detail != "ok" {
				out = append(out, p)
			}
			return err
		}
	}
	if err := s.query(ctx, text("damaged"), fmt.Sprintf("PRAGMA integrity_check(%d)", problemsShown)); err != nil {
		return nil, err
	}
	if err := s.query(ctx, text("dangling"), `SELECT "table" || ' ' || rowid || ' → ' || parent FROM pragma_foreign_key_check LIMIT ?`, problemsShown); err != nil {
		return nil, err
	}
	if err := s.query(ctx, text("rollup"), rollupDifference+" LIMIT ?", problemsShown); err != nil {
		return nil, err
	}
	err := s.query(ctx, func(rows *sql.Rows) error {
		p := Problem{Code: "stage", Table: "prospect"}
		err := rows.Scan(&p.Row)
		out = append(out, p)
		return err
	}, `SELECT id FROM prospect WHERE (stage, stage_day) IS NOT (SELECT e.stage, e.day FROM entry e JOIN stage s ON s.id = e.stage
  WHERE e.prospect = prospect.id ORDER BY s.position DESC, e.day LIMIT 1)
 OR last_contact IS NOT (SELECT max(day) FROM activity a WHERE a.prospect = prospect.id) LIMIT ?`, problemsShown)
	if err != nil {
		return nil, err
	}
	return s.checkSearch(ctx, out)
}

// rollupDifference compares the rollup with a fresh derivation. Sums of
// fractions may differ in the last digits.
var rollupDifference = `WITH fresh AS (SELECT measure, day, channel, sum(value) AS value FROM (` + derivedOf(ofAll) + `) GROUP BY 1, 2, 3 HAVING sum(value) <> 0
 UNION ALL SELECT * FROM (` + recordedOfAll + `))
SELECT measure || ' ' || day || ' ' || channel || ': ' || coalesce(d.value, '-') || ' for ' || coalesce(f.value, '-')
 FROM fresh f FULL JOIN daily d USING(measure, day, channel)
 WHERE d.value IS NULL OR f.value IS NULL OR abs(d.value - f.value) > 1e-9 * max(1, abs(f.value))`

func (s *Store) checkSearch(ctx context.Context, out []Problem) ([]Problem, error) {
	folds, err := s.reader.QueryContext(ctx, "SELECT id, fold, coalesce(people, '') FROM prospect JOIN searched_people s ON s.prospect = id ORDER BY id")
	if err != nil {
		return nil, s.fail(err)
	}
	defer folds.Close()
	shown := 0
	err = s.prospects(ctx, func(p prospect.Prospect) error {
		var id int64
		var fold, people string
		if !folds.Next() {
			return folds.Err()
		}
		if err := folds.Scan(&id, &fold, &people); err != nil {
			return err
		}
		if (id != p.ID || fold != prospect.WithPeople(prospect.SearchText(p), people)) && shown < problemsShown {
			shown++
			out = append(out, Problem{Code: "search", Table: "prospect", Row: p.ID})
		}
		return nil
	}, fromProspect+" ORDER BY p.id")
	return out, err
}
