package store

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"database/sql/driver"
	"encoding/hex"
	"encoding/json"
	"math"
	"slices"
	"strings"

	"shirube/data/period"
	"shirube/data/prospect"
)

var _ prospect.PersonStore = (*Store)(nil)

// seal is the keyed hash by which an erased address is known again.
func seal(key, email string) string {
	h := hmac.New(sha256.New, []byte(key))
	h.Write([]byte(strings.ToLower(strings.TrimSpace(email))))
	return hex.EncodeToString(h.Sum(nil))
}

// ContactsNamed finds contacts by address or by name.
func (s *Store) ContactsNamed(ctx context.Context, who string) ([]prospect.Contact, error) {
	return s.contacts(ctx, "WHERE (email <> '' AND lower(email) = lower(?1)) OR (name <> '' AND fold(name) = fold(?1)) ORDER BY prospect, id", who)
}

// Erase carries out an erasure in one transaction, rebuilds the search index
// where it knew the texts, and writes the file anew, so that no page that was
// set free holds what is gone.
func (s *Store) Erase(ctx context.Context, e prospect.Erasure) (prospect.Erased, error) {
	if s.writer == nil {
		return prospect.Erased{}, s.refused()
	}
	for _, ids := range []*[]int64{&e.Contacts, &e.Companies, &e.Texts, &e.Deals} {
		*ids = append([]int64{}, *ids...)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var done prospect.Erased
	err := s.transaction(ctx, func(b *bulk) error {
		x := &erasing{bulk: b, Erasure: e, ctx: ctx, now: instant(s.clock()), today: period.On(s.clock()).String()}
		err := x.whole()
		done = x.done
		return err
	})
	if err != nil {
		return done, err
	}
	if err := s.rewrite(ctx); err != nil {
		return done, err
	}
	done.Copies = len(s.Copies())
	done.Left, err = s.traces(ctx, e.Words)
	return done, err
}

// rewrite writes the file anew without its free pages, and empties the WAL.
func (s *Store) rewrite(ctx context.Context) error {
	if _, err := s.writer.ExecContext(ctx, "VACUUM"); err != nil {
		return s.fail(err)
	}
	if _, err := s.writer.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil && !postponed(err) {
		return s.fail(err)
	}
	s.view.forget()
	return nil
}

type erasing struct {
	*bulk
	prospect.Erasure
	ctx        context.Context
	now, today string
	done       prospect.Erased
}

func (x *erasing) whole() error {
	for _, step := range []func() error{x.gather, x.sealAddresses, x.dropContacts, x.cleanCompanies, x.blankTexts, x.dropJournal, x.blankRejected, x.reindex} {
		if err := step(); err != nil {
			return err
		}
	}
	return x.ctx.Err()
}

// gather completes an erasure of whole companies.
func (x *erasing) gather() error {
	if !x.Whole {
		return nil
	}
	for _, c := range []struct {
		table string
		into  *[]int64
	}{{"contact", &x.Contacts}, {"activity", &x.Texts}, {"deal", &x.Deals}} {
		err := x.each("SELECT id FROM "+c.table+" WHERE prospect IN (SELECT value FROM json_each(?))", func(v []driver.Value) error {
			*c.into = append(*c.into, v[0].(int64))
			return nil
		}, asJSON(x.Companies))
		if err != nil {
			return err
		}
	}
	return nil
}

func (x *erasing) sealAddresses() error {
	key, err := x.first(1, "SELECT key FROM seal_key")
	if err != nil {
		return err
	}
	for _, email := range x.Addresses {
		day, reason := x.today, "erased"
		out, err := x.first(1, "SELECT day FROM opt_out WHERE email = lower(?)", email)
		if err != nil {
			return err
		}
		if out != nil {
			day, reason = text(out[0]), "opt_out"
		}
		if _, err := x.exec("INSERT OR IGNORE INTO sealed(hash, day, reason) VALUES(?, ?, ?)", seal(text(key[0]), email), day, reason); err != nil {
			return err
		}
		if _, err := x.exec("DELETE FROM opt_out WHERE email = lower(?)", email); err != nil {
			return err
		}
	}
	return nil
}

func (x *erasing) dropContacts() error {
	n, err := x.exec("DELETE FROM contact WHERE id IN (SELECT value FROM json_each(?))", asJSON(x.Contacts))
	x.done.People = int(n)
	return err
}

func (x *erasing) cleanCompanies() error {
	for i, id := range x.Companies {
		if i%256 == 0 && x.ctx.Err() != nil {
			return x.ctx.Err()
		}
		row, err := x.first(len(own)+8, selectProspect+fromProspect+" WHERE p.id IN (?)", id)
		if err != nil {
			return err
		}
		if row == nil {
			continue
		}
		var p prospect.Prospect
		assign(&p, row)
		x.Clean(&p)
		if _, err := x.exec(updateProspect, append(values(&p, x.now), id)...); err != nil {
			return err
		}
		x.done.Companies++
	}
	return nil
}

func (x *erasing) blankTexts() error {
	texts, err := x.exec("UPDATE activity SET text = '' WHERE id IN (SELECT value FROM json_each(?)) AND text <> ''", asJSON(x.Texts))
	if err != nil {
		return err
	}
	deals, err := x.exec("UPDATE deal SET name = '' WHERE id IN (SELECT value FROM json_each(?)) AND name <> ''", asJSON(x.Deals))
	x.done.Texts = int(texts + deals)
	return err
}

// ofCompanies are the images of the companies and of what hangs on them.
const ofCompanies = ` (tbl = 'prospect' AND row IN (SELECT value FROM json_each(?1))
 OR tbl IN ('contact', 'activity', 'deal') AND json_extract(before, '$.prospect') IN (SELECT value FROM json_each(?1)))`

// dropJournal takes the images out of the journal by which an undo could bring
// the erased back: all of the companies, and any other with an address. An undo
// leaves such a row as it is.
func (x *erasing) dropJournal() error {
	drop := func(where string, args ...any) error {
		n, err := x.exec("DELETE FROM change WHERE"+where, args...)
		x.done.Journal += int(n)
		return err
	}
	if err := drop(ofCompanies, asJSON(x.Companies)); err != nil {
		return err
	}
	for _, address := range forms(x.Addresses) {
		if err := drop(" instr(fold(before), fold(?1)) > 0", address); err != nil {
			return err
		}
	}
	if x.Whole {
		_, err := x.exec("UPDATE action SET args = '' WHERE args <> ''")
		return err
	}
	for _, word := range forms(x.Words) {
		if _, err := x.exec("UPDATE action SET args = '' WHERE instr(fold(args), fold(?)) > 0", word); err != nil {
			return err
		}
	}
	return nil
}

// forms are words as they stand, and as they stand inside a JSON text of ours
// and of SQLite's, which leaves < and > alone.
func forms(words []string) []string {
	out := slices.Clone(words)
	for _, word := range words {
		var b strings.Builder
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		_ = e.Encode(word)
		for _, quoted := range []string{asJSON(word), strings.TrimSpace(b.String())} {
			if inner := quoted[1 : len(quoted)-1]; !slices.Contains(out, inner) {
				out = append(out, inner)
			}
		}
	}
	return out
}

// blankRejected empties the values of rejected rows that name the erased. Whose
// they are is not known, so an erasure of whole companies empties all.
func (x *erasing) blankRejected() error {
	words := slices.Concat(x.Words, x.Addresses)
	where := "instr(fold(value), fold(?)) > 0"
	if x.Whole {
		words, where = []string{""}, "value <> ?"
	}
	for _, word := range words {
		n, err := x.exec("UPDATE rejected SET value = '' WHERE "+where, word)
		if err != nil {
			return err
		}
		x.done.Texts += int(n)
	}
	return nil
}

// reindex builds the chunks of the search index anew that know the companies.
func (x *erasing) reindex() error {
	known, err := coverage(x.bulk)
	if err != nil {
		return err
	}
	var chunks []int64
	for _, id := range x.Companies {
		if chunk := id >> chunkBits; !slices.Contains(chunks, chunk) {
			chunks = append(chunks, chunk)
		}
	}
	for _, chunk := range chunks {
		if _, built := known[chunk]; !built {
			continue
		}
		c, err := readChunk(x.bulk, chunk, math.MaxInt64)
		if err != nil {
			return err
		}
		if len(c.rows) == 0 {
			continue
		}
		if err := x.putChunk(chunk, c.last(), new(indexer).postings(c.rows, c.texts)); err != nil {
			return err
		}
		if _, err := x.exec("DELETE FROM g_dirty WHERE id >= ? AND id < ?", chunk<<chunkBits, (chunk+1)<<chunkBits); err != nil {
			return err
		}
	}
	return nil
}

// traces counts, in every text of the file, the rows that have one of the words.
func (s *Store) traces(ctx context.Context, words []string) ([]prospect.Trace, error) {
	out := []prospect.Trace{}
	if words = forms(words); len(words) == 0 {
		return out, nil
	}
	var columns []prospect.Trace
	err := s.query(ctx, func(rows *sql.Rows) error {
		var t prospect.Trace
		err := rows.Scan(&t.Table, &t.Column)
		columns = append(columns, t)
		return err
	}, `SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND c.type = 'TEXT'
 AND t.name NOT IN ('sealed', 'seal_key', 'operation', 'schema_version') ORDER BY 1, 2`)
	for _, t := range columns {
		if err != nil {
			break
		}
		var has []string
		args := make([]any, len(words))
		for i, w := range words {
			has, args[i] = append(has, "instr(fold(coalesce("+t.Column+", '')), fold(?)) > 0"), w
		}
		if err = s.one(ctx, &t.Rows, "SELECT count(*) FROM "+t.Table+" WHERE "+strings.Join(has, " OR "), args...); t.Rows > 0 {
			out = append(out, t)
		}
	}
	return out, err
}
