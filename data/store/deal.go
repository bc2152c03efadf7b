package store

import (
	"context"
	"database/sql"

	"shirube/data/change"
	"shirube/data/kpi"
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

// DealFlow gives all deals with the first days on which their prospects reached
// each stage, by opening day.
func (s *Store) DealFlow(ctx context.Context) ([]kpi.Deal, error) {
	var out []kpi.Deal
	at := map[int64]int{}
	err := s.query(ctx, func(rows *sql.Rows) error {
		var id, position int64
		var opened, closed, reached string
		var won bool
		var amount *float64
		if err := rows.Scan(&id, &opened, &closed, &won, &amount, &position, &reached); err != nil {
			return err
		}
		i, known := at[id]
		if !known {
			i = len(out)
			at[id] = i
			out = append(out, kpi.Deal{Opened: day(opened), Closed: day(closed), Won: won, Amount: amount})
		}
		if d := &out[i]; position >= 0 {
			for int64(len(d.Reached)) <= position {
				d.Reached = append(d.Reached, 0)
			}
			d.Reached[position] = day(reached)
		}
		return nil
	}, `SELECT d.id, d.opened, CASE d.outcome WHEN 'open' THEN '' ELSE d.closed END, d.outcome = 'won', d.amount,
  coalesce(s.position, -1), coalesce(min(e.day), '') FROM deal d LEFT JOIN entry e ON e.prospect = d.prospect LEFT JOIN stage s ON s.id = e.stage
 GROUP BY d.id, s.id ORDER BY d.opened, d.id, s.position`)
	return out, err
}
