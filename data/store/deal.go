package store

import (
	"context"
	"database/sql"

	"shirube/data/change"
	"shirube/data/prospect"
)

// Deals of a prospect, newest first; prospect 0 = all.
func (s *Store) Deals(ctx context.Context, of int64) ([]prospect.Deal, error) {
	var out []prospect.Deal
	err := s.query(ctx, func(rows *sql.Rows) error {
		var d prospect.Deal
		var opened, closed string
		err := rows.Scan(&d.ID, &d.Prospect, &d.Name, &d.Amount, &d.TaxIn, &opened, &closed, &d.Outcome, &d.Product, &d.Owner, &d.Channel)
		d.Opened, d.Closed = day(opened), day(closed)
		out = append(out, d)
		return err
	}, `SELECT id, prospect, name, amount, tax_in, opened, closed, outcome, product, owner, channel FROM deal
 WHERE ?1 = 0 OR prospect = ?1 ORDER BY opened DESC, id DESC`, of)
	return out, err
}

const insertDeal = `INSERT INTO deal(id, prospect, name, amount, tax_in, opened, closed, outcome, product, owner, channel)
 SELECT ?, id, ?, ?, ?, ?, ?, ?, ?, ?, coalesce(nullif(?, ''), channel) FROM prospect WHERE id = ?
 ON CONFLICT DO UPDATE SET prospect = excluded.prospect, name = excluded.name, amount = excluded.amount, tax_in = excluded.tax_in,
  opened = excluded.opened, closed = excluded.closed, outcome = excluded.outcome, product = excluded.product,
  owner = excluded.owner, channel = excluded.channel`

func dealValues(id int64, d prospect.Deal) []any {
	var amount any
	if d.Amount != nil {
		amount = *d.Amount
	}
	tax := int64(0)
	if d.TaxIn {
		tax = 1
	}
	outcome := d.Outcome
	if outcome == "" {
		outcome = prospect.Open
	}
	return []any{id, d.Name, amount, tax, d.Opened.String(), d.Closed.String(), string(outcome), d.Product, d.Owner, d.Channel, d.Prospect}
}

// SaveDeals creates (ID 0) or updates deals and gives their ids. One without
// a channel takes its prospect's.
func (s *Store) SaveDeals(ctx context.Context, op change.Op, ds []prospect.Deal) ([]int64, error) {
	ids := make([]int64, len(ds))
	err := s.do(ctx, op, func(w *work) error {
		for i, d := range ds {
			var err error
			if ids[i], err = w.row("deal", "unknown_deal", d.ID, d.Prospect); err != nil {
				return err
			}
			w.add(insertDeal, dealValues(ids[i], d)...)
		}
		return nil
	}, change.Deal)
	return ids, err
}

// DeleteDeal removes a deal.
func (s *Store) DeleteDeal(ctx context.Context, op change.Op, id int64) error {
	return s.do(ctx, op, func(w *work) error { return w.remove("deal", "unknown_deal", id) }, change.Deal)
}
