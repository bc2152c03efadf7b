package store

import (
	"context"
	"database/sql"

	"shirube/data"
	"shirube/data/intake"
	"shirube/data/prospect"
)

// ProspectFacets counts the values of prefecture, city, owner, stage, tag,
// channel, industry or a field of the user's own, most frequent first.
func (s *Store) ProspectFacets(ctx context.Context, field string) ([]prospect.Facet, error) {
	var counted []prospect.Facet
	if used, err := s.view.use(func(_ *bulk, c *columns) error { counted = c.facets(field); return nil }); err != nil || used && counted != nil {
		return counted, s.fail(err)
	}
	var statement string
	switch field {
	case "prefecture", "city", "owner", "channel", "industry":
		statement = "SELECT " + field + " AS v, count(*) AS n FROM prospect"
	case "stage":
		statement = "SELECT coalesce(s.key, '') AS v, count(*) AS n FROM prospect p LEFT JOIN stage s ON s.id = p.stage"
	case "tag":
		statement = "SELECT coalesce(t.value, '') AS v, count(*) AS n FROM prospect p LEFT JOIN json_each(nullif(p.tags, '')) t"
	case "list":
		return s.listFacets(ctx)
	default:
		if !intake.IsCustom(field) {
			return nil, data.Errorf("unknown_field", field, "", nil)
		}
		e, _ := expression(field, 0)
		statement = "SELECT " + e + " AS v, count(*) AS n FROM prospect p"
	}
	var out []prospect.Facet
	err := s.query(ctx, func(rows *sql.Rows) error {
		var f prospect.Facet
		err := rows.Scan(&f.Value, &f.Count)
		out = append(out, f)
		return err
	}, statement+" GROUP BY 1 ORDER BY n DESC, v")
	return out, err
}

// CustomFields lists the keys of the fields of the user's own that some prospect has.
func (s *Store) CustomFields(ctx context.Context) ([]string, error) {
	var out []string
	err := s.query(ctx, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		out = append(out, intake.Custom+name)
		return err
	}, "SELECT DISTINCT j.key FROM prospect p, json_each(nullif(p.custom, '')) j WHERE p.custom <> '' ORDER BY 1")
	return out, err
}
