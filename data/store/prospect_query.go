package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"shirube/data"
	"shirube/data/period"
	"shirube/data/prospect"
)

// expressions are the SQL for each field key of a prospect p.
var expressions = func() map[string]string {
	m := map[string]string{"stage": "coalesce(s.key, '')", "stage_day": "coalesce(p.stage_day, '')", "last_contact": "coalesce(p.last_contact, '')",
		"contact_name": "coalesce(c.name, '')", "contact_title": "coalesce(c.title, '')", "contact_email": "coalesce(c.email, '')", "id": "p.id",
		"updated": "p.updated", "tag": "p.tags"}
	for _, c := range own {
		m[c.key] = "p." + c.key
	}
	delete(m, "custom")
	return m
}()

var numbers = map[string]bool{"employees": true, "capital": true, "id": true}

// ProspectIDs lists the ids that q finds, in its order: unknown values last,
// equal ones by name. It answers from memory where it can.
func (s *Store) ProspectIDs(ctx context.Context, q prospect.Query) ([]int64, error) {
	return s.FirstProspectIDs(ctx, q, 0)
}

// FirstProspectIDs is the first n ids of ProspectIDs, found sooner; 0 = all.
func (s *Store) FirstProspectIDs(ctx context.Context, q prospect.Query, n int) ([]int64, error) {
	ids, known, err := s.knownIDs(ctx, q, n)
	if known || err != nil {
		return ids, err
	}
	if ids, err = s.selectIDs(ctx, q, n, n > 0); !errors.Is(err, errEveryRow) {
		return ids, err
	}
	s.view.wait(ctx) // the list is loading: reading it beside slows both
	if ids, known, err = s.knownIDs(ctx, q, n); known || err != nil {
		return ids, err
	}
	return s.selectIDs(ctx, q, n, true)
}

// knownIDs is FirstProspectIDs answered from memory; known is false where that
// can't be.
func (s *Store) knownIDs(ctx context.Context, q prospect.Query, n int) (ids []int64, known bool, err error) {
	if err := ctx.Err(); err != nil {
		return nil, false, err
	}
	_, err = s.view.use(func(b *bulk, c *columns) (err error) {
		ids, known, err = c.find(ctx, b, q, n)
		return err
	})
	return ids, known, s.fail(err)
}

// errEveryRow says that every row would have to be read.
var errEveryRow = errors.New("every row would have to be read")

// selectIDs is ProspectIDs answered by the database. It gives errEveryRow
// instead of reading every row where that is not wanted.
func (s *Store) selectIDs(ctx context.Context, q prospect.Query, n int, everyRow bool) ([]int64, error) {
	words := prospect.SearchWords(q.Text)
	where, args := []string{"true"}, []any{}
	for _, word := range words {
		where, args = append(where, "instr(p.fold, ?) > 0"), append(args, word)
	}
	for _, c := range q.Filter {
		condition, more, err := s.compare(ctx, c, q.Today)
		if err != nil {
			return nil, err
		}
		where, args = append(where, condition), append(args, more...)
	}
	order, err := ordering(q)
	if err != nil {
		return nil, err
	}
	from, used := " FROM prospect p", strings.Join(append(where, order), " ")
	if strings.Contains(used, "s.") {
		from += " LEFT JOIN stage s ON s.id = p.stage"
	}
	if strings.Contains(used, "c.") {
		from += " LEFT JOIN contact c ON c.id = (SELECT min(id) FROM contact WHERE prospect = p.id)"
	}
	limit := ""
	if n > 0 {
		limit = fmt.Sprint(" LIMIT ", n)
	}
	var ids []int64
	err = s.reading(ctx, func(b *bulk) error {
		narrow := len(words) == 0 && len(q.Filter) == 0 && (q.Sort == "" || q.Sort == "name")
		if len(words) > 0 {
			likely, err := lookUp(b, words)
			if err != nil {
				return err
			}
			if condition, more := likely.narrow(); condition != "" {
				where, args, narrow = append(where, condition), append(args, more...), true
			}
		}
		if !narrow && !everyRow {
			return errEveryRow
		}
		return b.each("SELECT p.id"+from+" WHERE "+strings.Join(where, " AND ")+" ORDER BY "+order+limit, func(v []driver.Value) error {
			ids = append(ids, v[0].(int64))
			return nil
		}, args...)
	})
	return ids, err
}

func ordering(q prospect.Query) (string, error) {
	field, direction := q.Sort, ""
	if q.Descending {
		direction = " DESC"
	}
	switch field {
	case "", "name":
		return "p.name" + direction + ", p.id" + direction, nil
	case "stage":
		return "s.position IS NULL, s.position" + direction + ", p.name, p.id", nil
	}
	e, ok := expression(field, q.Today)
	if !ok {
		return "", data.Errorf("unknown_field", field, "", nil)
	}
	unknown := e + " = ''"
	if numbers[field] {
		unknown = e + " IS NULL"
	}
	return unknown + ", " + e + direction + ", p.name, p.id", nil
}

// compare turns one condition into SQL with its arguments.
func (s *Store) compare(ctx context.Context, c prospect.Condition, today period.Day) (string, []any, error) {
	if c.Field == "list" {
		return s.compareList(ctx, c)
	}
	if c.Field == "tag" || c.Field == "tags" {
		return compareTag(c)
	}
	e, ok := expression(c.Field, today)
	if !ok {
		return "", nil, data.Errorf("unknown_field", c.Field, "", nil)
	}
	if numbers[c.Field] {
		return compareNumber(c, e)
	}
	if prospect.IsDay(c.Field) && c.Value != "" && c.Op != prospect.Contains {
		if _, err := period.ParseDay(c.Value); err != nil {
			return "", nil, data.Errorf("bad_filter_value", c.Field, c.Value, nil)
		}
	}
	switch c.Op {
	case prospect.Is, prospect.IsNot:
		return e + " " + string(c.Op) + " ?", []any{c.Value}, nil
	case prospect.In:
		return e + " IN (SELECT value FROM json_each(?))", []any{asJSON(c.Values())}, nil
	case prospect.NotMore:
		if c.Field == "stage" {
			return "NOT coalesce(s.position > (SELECT position FROM stage WHERE key = ?), 0)", []any{c.Value}, nil
		}
		return "(" + e + " = '' OR " + e + " <= ?)", []any{c.Value}, nil
	case prospect.Less, prospect.Most, prospect.More, prospect.Least:
		if c.Field == "stage" {
			return "s.position " + string(c.Op) + " (SELECT position FROM stage WHERE key = ?)", []any{c.Value}, nil
		}
		return "(" + e + " <> '' AND " + e + " " + string(c.Op) + " ?)", []any{c.Value}, nil
	case prospect.Contains:
		return "instr(fold(" + e + "), ?) > 0", []any{prospect.Fold(c.Value)}, nil
	}
	return "", nil, data.Errorf("bad_filter", c.Field, string(c.Op), nil)
}

func compareNumber(c prospect.Condition, e string) (string, []any, error) {
	switch {
	case c.Value == "" && c.Op == prospect.Is:
		return e + " IS NULL", nil, nil
	case c.Value == "" && c.Op == prospect.IsNot:
		return e + " IS NOT NULL", nil, nil
	}
	n, err := strconv.ParseFloat(strings.ReplaceAll(c.Value, ",", ""), 64)
	if err != nil {
		return "", nil, data.Errorf("bad_filter_value", c.Field, c.Value, nil)
	}
	switch c.Op {
	case prospect.IsNot:
		return e + " IS NOT ?", []any{n}, nil
	case prospect.NotMore:
		return "(" + e + " IS NULL OR " + e + " <= ?)", []any{n}, nil
	case prospect.Is, prospect.Less, prospect.Most, prospect.More, prospect.Least:
		return e + " " + string(c.Op) + " ?", []any{n}, nil
	}
	return "", nil, data.Errorf("bad_filter", c.Field, string(c.Op), nil)
}

func compareTag(c prospect.Condition) (string, []any, error) {
	const has = "(SELECT 1 FROM json_each(nullif(p.tags, '')) WHERE value = ?)"
	switch {
	case c.Value == "" && (c.Op == prospect.Is || c.Op == prospect.IsNot):
		return "p.tags " + string(c.Op) + " ''", nil, nil
	case c.Op == prospect.Is:
		return "EXISTS" + has, []any{c.Value}, nil
	case c.Op == prospect.IsNot:
		return "NOT EXISTS" + has, []any{c.Value}, nil
	case c.Op == prospect.In:
		return "EXISTS(SELECT 1 FROM json_each(?) v WHERE iif(v.value = '', p.tags = '', v.value IN (SELECT value FROM json_each(nullif(p.tags, '')))))", []any{asJSON(c.Values())}, nil
	case c.Op == prospect.Contains:
		return "EXISTS(SELECT 1 FROM json_each(nullif(p.tags, '')) WHERE instr(fold(value), ?) > 0)", []any{prospect.Fold(c.Value)}, nil
	}
	return "", nil, data.Errorf("bad_filter", c.Field, string(c.Op), nil)
}
