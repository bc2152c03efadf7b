package store

import (
	"context"
	"strings"

	"shirube/data/change"
	"shirube/data/prospect"
)

// AlterProspects sets the named fields of many prospects to those of like, and
// adds and takes away tags, by one statement. The fields must not be among
// those that are searched, whose text follows from each row.
func (s *Store) AlterProspects(ctx context.Context, op change.Op, ids []int64, fields []string, like prospect.Prospect, tag, untag []string) error {
	return s.do(ctx, op, func(w *work) error {
		if err := w.existing("prospect", "unknown_prospect", ids...); err != nil || len(ids) == 0 {
			return err
		}
		set, args := []string{"updated = ?"}, []any{instant(s.clock())}
		for _, c := range own {
			for _, f := range fields {
				if f == c.key {
					set, args = append(set, c.key+" = ?"), append(args, stored(c.at(&like)))
				}
			}
		}
		if len(tag)+len(untag) > 0 {
			set, args = append(set, tagging), append(args, tagList(untag), tagList(tag), tagList(untag))
		}
		w.keep("prospect", ids...)
		w.add("UPDATE prospect SET "+strings.Join(set, ", ")+" WHERE id IN (SELECT value FROM json_each(?))", append(args, asJSON(ids))...)
		return nil
	}, change.Prospect)
}

// tagging keeps the tags in their order without those taken away, the new ones behind.
const tagging = `tags = coalesce((SELECT nullif(json_group_array(value), '[]') FROM (
 SELECT value FROM json_each(nullif(tags, '')) WHERE value NOT IN (SELECT value FROM json_each(?))
 UNION ALL SELECT value FROM json_each(?) WHERE value NOT IN (SELECT value FROM json_each(nullif(prospect.tags, '')))
  AND value NOT IN (SELECT value FROM json_each(?)))), '')`

// tagList is a list as JSON, [] where there is none.
func tagList(list []string) string {
	if len(list) == 0 {
		return "[]"
	}
	return asJSON(list)
}
