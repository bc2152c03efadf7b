package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"

	"github.com/mattn/go-sqlite3"
)

// bulk is the wide door for imports: one transaction on the writing connection
// through the driver itself, with every statement prepared once.
type bulk struct {
	conn       *sqlite3.SQLiteConn
	statements map[string]*sqlite3.SQLiteStmt
	args       []driver.NamedValue
	ctx        context.Context // ends a long read
}

// reading runs f on one connection, for which everything stands as it is at
// the first read.
func (s *Store) reading(ctx context.Context, f func(*bulk) error) error {
	conn, err := s.reader.Conn(ctx)
	if err != nil {
		return s.fail(err)
	}
	defer conn.Close()
	return s.fail(conn.Raw(func(c any) error {
		b := newBulk(ctx, c)
		err := b.snapshot(func() error { return f(b) })
		return errors.Join(err, b.close())
	}))
}

func newBulk(ctx context.Context, c any) *bulk {
	return &bulk{conn: c.(*sqlite3.SQLiteConn), statements: map[string]*sqlite3.SQLiteStmt{}, ctx: ctx}
}

func (b *bulk) close() (err error) {
	for _, st := range b.statements {
		err = errors.Join(err, st.Close())
	}
	return err
}

// snapshot runs f in a transaction that only reads.
func (b *bulk) snapshot(f func() error) error {
	if _, err := b.conn.Exec("BEGIN", nil); err != nil {
		return err
	}
	err := f()
	_, ended := b.conn.Exec("ROLLBACK", nil)
	return errors.Join(err, ended)
}

// transaction runs f inside one transaction on the writer.
func (s *Store) transaction(ctx context.Context, f func(*bulk) error) error {
	conn, err := s.writer.Conn(ctx)
	if err != nil {
		return s.fail(err)
	}
	defer conn.Close()
	err = conn.Raw(func(c any) error {
		b := newBulk(context.Background(), c)
		return errors.Join(b.run(ctx, f), b.close())
	})
	if err == nil {
		s.changed = true
		s.view.forget()
	}
	return s.fail(err)
}

func (b *bulk) run(ctx context.Context, f func(*bulk) error) error {
	// The WAL is folded into the file once, after the import, not in its middle.
	for _, setUp := range []string{"PRAGMA wal_autocheckpoint = 0", "BEGIN IMMEDIATE"} {
		if _, err := b.conn.Exec(setUp, nil); err != nil {
			return err
		}
	}
	err := f(b)
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		_, err = b.conn.Exec("COMMIT", nil)
	}
	if err != nil {
		_, undone := b.conn.Exec("ROLLBACK", nil)
		if !b.conn.AutoCommit() {
			err = errors.Join(err, undone)
		}
	}
	for _, tidy := range []string{"PRAGMA wal_autocheckpoint = 1000", "PRAGMA wal_checkpoint(TRUNCATE)"} {
		if _, failed := b.conn.Exec(tidy, nil); failed != nil && err == nil && !postponed(failed) {
			err = failed
		}
	}
	return err
}

// postponed tells whether the WAL couldn't be folded into the file for now: it
// keeps what was committed, and a later checkpoint does it.
func postponed(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && (e.Code == sqlite3.ErrBusy || e.Code == sqlite3.ErrLocked || e.Code == sqlite3.ErrFull)
}

func (b *bulk) prepared(statement string) (*sqlite3.SQLiteStmt, error) {
	if st, ok := b.statements[statement]; ok {
		return st, nil
	}
	st, err := b.conn.Prepare(statement)
	if err != nil {
		return nil, err
	}
	b.statements[statement] = st.(*sqlite3.SQLiteStmt)
	return b.statements[statement], nil
}

func (b *bulk) bind(args []any) []driver.NamedValue {
	b.args = b.args[:0]
	for i, a := range args {
		switch v := a.(type) {
		case int:
			a = int64(v)
		case bool:
			a = int64(0)
			if v {
				a = int64(1)
			}
		}
		b.args = append(b.args, driver.NamedValue{Ordinal: i + 1, Value: a})
	}
	return b.args
}

// exec runs a statement and gives the rows it changed.
func (b *bulk) exec(statement string, args ...any) (int64, error) {
	st, err := b.prepared(statement)
	if err != nil {
		return 0, err
	}
	done, err := st.ExecContext(context.Background(), b.bind(args))
	if err != nil {
		return 0, err
	}
	return done.RowsAffected()
}

// first reads the first row of a select; none where there is no row.
func (b *bulk) first(columns int, statement string, args ...any) ([]any, error) {
	st, err := b.prepared(statement)
	if err != nil {
		return nil, err
	}
	rows, err := st.QueryContext(context.Background(), b.bind(args))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	values := make([]driver.Value, columns)
	switch err := rows.Next(values); err {
	case nil:
	case io.EOF:
		return nil, nil
	default:
		return nil, err
	}
	out := make([]any, columns)
	for i, v := range values {
		out[i] = v
	}
	return out, nil
}

// each calls f with every row of a select; the values last until it returns.
func (b *bulk) each(statement string, f func([]driver.Value) error, args ...any) error {
	st, err := b.prepared(statement)
	if err != nil {
		return err
	}
	rows, err := st.QueryContext(b.ctx, b.bind(args))
	if err != nil {
		return err
	}
	defer rows.Close()
	values := make([]driver.Value, len(rows.Columns()))
	for {
		switch err := rows.Next(values); err {
		case nil:
		case io.EOF:
			return nil
		default:
			return err
		}
		if err := f(values); err != nil {
			return err
		}
	}
}

// integer reads a single number; 0 where there is no row.
func (b *bulk) integer(statement string, args ...any) (int64, error) {
	row, err := b.first(1, statement, args...)
	if row == nil {
		return 0, err
	}
	n, _ := row[0].(int64)
	return n, err
}

// sequence gives out the ids of one table that follow one another.
type sequence struct {
	table       string
	first, next int64
}

func (b *bulk) sequence(table string) (*sequence, error) {
	next, err := b.integer("SELECT next FROM sequence WHERE tbl = ?", table)
	if next == 0 {
		next = 1
	}
	return &sequence{table, next, next}, err
}

func (q *sequence) take() int64 { q.next++; return q.next - 1 }

// finish moves the table's ids on and journals those taken as created.
func (q *sequence) finish(b *bulk, action int64) error {
	if q.next == q.first {
		return nil
	}
	if _, err := b.exec("INSERT INTO sequence(tbl, next) VALUES(?1, ?2) ON CONFLICT DO UPDATE SET next = ?2", q.table, q.next); err != nil || action == 0 {
		return err
	}
	_, err := b.exec("INSERT INTO created VALUES(?, ?, ?, ?)", action, q.table, q.first, q.next-1)
	return err
}
