package store

import (
	"fmt"
	"strings"
)

// derived is every derived cell of the prospects that a condition on the
// column prospect names: one row per entry, deal or activity that counts.
// A prospect counts in a stage on the first day it reached it.
const derived = `
 SELECT 'entry.' || s.key AS measure, min(e.day) AS day, e.channel AS channel, 1 AS value, e.prospect AS prospect
   FROM entry e JOIN stage s ON s.id = e.stage WHERE e.prospect %w %e GROUP BY e.prospect, e.stage
 UNION ALL SELECT 'deal.opened', opened, channel, 1, prospect FROM deal WHERE opened <> '' AND prospect %w
 UNION ALL SELECT 'deal.' || outcome, closed, channel, 1, prospect FROM deal WHERE outcome <> 'open' AND closed <> '' AND prospect %w
 UNION ALL SELECT 'deal.won_amount', closed, channel, amount, prospect FROM deal
   WHERE outcome = 'won' AND closed <> '' AND amount IS NOT NULL AND prospect %w
 UNION ALL SELECT 'deal.won_priced', closed, channel, 1, prospect FROM deal
   WHERE outcome = 'won' AND closed <> '' AND amount IS NOT NULL AND prospect %w
 UNION ALL SELECT 'activity.' || kind, day, channel, 1, prospect FROM activity WHERE prospect %w`

// recorded is the cells of recorded values: campaigns add up, but for a mean.
const recorded = `
 SELECT v.measure AS measure, v.day AS day, v.channel AS channel,
        CASE m.goes WHEN 'mean' THEN avg(v.value) ELSE sum(v.value) END AS value
   FROM value v JOIN measure m ON m.key = v.measure %w GROUP BY v.measure, v.day, v.channel`

const (
	ofTouched = "IN (SELECT prospect FROM touched)"
	ofAll     = "IS NOT NULL"
)

func derivedOf(where string) string {
	return strings.NewReplacer("%w", where, "%e", "").Replace(derived)
}

// derivedBefore is derivedOf the touched prospects without the entries from an
// id on: as it was before an import that only added those.
func derivedBefore(entry int64) string {
	return strings.NewReplacer("%w", ofTouched, "%e", fmt.Sprint("AND e.id < ", entry)).Replace(derived)
}

// derive adds derived cells to the rollup (or, with sign "-", takes them away).
func derive(sign, cells string) string {
	return "INSERT INTO daily(measure, day, channel, value) SELECT measure, day, channel, " + sign + "sum(value) FROM (" + cells +
		") WHERE true GROUP BY 1, 2, 3 HAVING sum(value) <> 0 ON CONFLICT DO UPDATE SET value = value + excluded.value"
}

// follow brings a prospect's stage and last contact in step with its entries
// and activities.
func follow(where string) string {
	return `UPDATE prospect SET
  (stage, stage_day) = (SELECT e.stage, e.day FROM entry e JOIN stage s ON s.id = e.stage
     WHERE e.prospect = prospect.id ORDER BY s.position DESC, e.day LIMIT 1),
  last_contact = (SELECT max(day) FROM activity a WHERE a.prospect = prospect.id) WHERE id ` + where
}

const (
	dropZero = "DELETE FROM daily WHERE value = 0 AND (measure LIKE 'entry.%' OR measure LIKE 'deal.%' OR measure LIKE 'activity.%')"
	dropDays = "DELETE FROM daily WHERE (measure, day) IN (SELECT measure, day FROM touched_day)"
)

var recordedOfAll = strings.ReplaceAll(recorded, "%w", "")

var addDays = "INSERT INTO daily(measure, day, channel, value) " +
	strings.ReplaceAll(recorded, "%w", "WHERE (v.measure, v.day) IN (SELECT measure, day FROM touched_day)")

// before takes what is about to change out of the rollup: the prospects and
// the [measure, day] pairs of two JSON lists, "" where there are none.
func before(prospects, days string) []Statement {
	var out []Statement
	if prospects != "" {
		out = append(out, Statement{SQL: "INSERT OR IGNORE INTO touched SELECT value FROM json_each(?)", Args: []any{prospects}},
			Statement{SQL: derive("-", derivedOf(ofTouched))})
	}
	if days != "" {
		out = append(out, Statement{SQL: `INSERT OR IGNORE INTO touched_day
 SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)`, Args: []any{days}})
	}
	return out
}

// after puts what was touched back into the rollup as it stands now.
func after(prospects, days bool) []Statement {
	var out []Statement
	if prospects {
		out = append(out, Statement{SQL: derive("", derivedOf(ofTouched))}, Statement{SQL: dropZero},
			Statement{SQL: follow(ofTouched)}, Statement{SQL: "DELETE FROM touched"})
	}
	if days {
		out = append(out, Statement{SQL: dropDays}, Statement{SQL: addDays}, Statement{SQL: "DELETE FROM touched_day"})
	}
	return out
}
