package rowblob_test

import (
	"bytes"
	"database/sql"
	"encoding/binary"
	"math"
	"strings"
	"testing"

	_ "github.com/mattn/go-sqlite3"

	"shirube/data/store/rowblob"
)

func open(t testing.TB) *sql.DB {
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func TestRowsComeBack(t *testing.T) {
	db := open(t)
	texts := []string{"", "a", "山田商店", "a\x00b", strings.Repeat("長", 3000)}
	numbers := []int64{0, -1, math.MaxInt64, math.MinInt64, 1 << 40}
	rows := rowblob.New(4, 0)
	const many = 3000
	for n := range many {
		rows.Int(numbers[n%len(numbers)])
		rows.Text(texts[n%7%len(texts)])
		rows.Blob([]byte(texts[n%3]))
		rows.Null()
	}
	found, err := db.Query("SELECT rowid, c0, c1, c2, c3, c4, typeof(c1), typeof(c2) FROM rowblob(?)", rows.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	n := 0
	for ; found.Next(); n++ {
		var id, number int64
		var text, kind, other string
		var blob []byte
		var none, beyond any
		if err := found.Scan(&id, &number, &text, &blob, &none, &beyond, &kind, &other); err != nil {
			t.Fatal(err)
		}
		if id != int64(n) || number != numbers[n%len(numbers)] || text != texts[n%7%len(texts)] || string(blob) != texts[n%3] ||
			none != nil || beyond != nil || kind != "text" || other != "blob" {
			t.Fatalf("row %d: %d %d %.20q %q %v %v %s %s", n, id, number, text, blob, none, beyond, kind, other)
		}
	}
	if found.Err() != nil || n != many {
		t.Errorf("%d rows, %v", n, found.Err())
	}
}

func TestInsertKeepsTheOrder(t *testing.T) {
	db := open(t)
	db.SetMaxOpenConns(1)
	rows := rowblob.New(1, 0)
	for n := range int64(1000) {
		rows.Int(n * n)
	}
	if _, err := db.Exec("CREATE TABLE t(id INTEGER PRIMARY KEY, v INTEGER) STRICT"); err != nil {
		t.Fatal(err)
	}
	done, err := db.Exec("INSERT INTO t SELECT ?2 + rowid, c0 FROM rowblob(?1)", rows.Bytes(), 5)
	if err != nil {
		t.Fatal(err)
	}
	if n, _ := done.RowsAffected(); n != 1000 {
		t.Errorf("%d rows", n)
	}
	var wrong int
	if err := db.QueryRow("SELECT count(*) FROM t WHERE v <> (id - 5) * (id - 5)").Scan(&wrong); err != nil || wrong != 0 {
		t.Errorf("%d wrong, %v", wrong, err)
	}
}

func TestNoRows(t *testing.T) {
	var n int
	if err := open(t).QueryRow("SELECT count(*) FROM rowblob(?)", rowblob.New(3, 0).Bytes()).Scan(&n); err != nil || n != 0 {
		t.Errorf("%d rows, %v", n, err)
	}
	if _, err := open(t).Exec("SELECT * FROM rowblob"); err == nil {
		t.Error("no blob was no error")
	}
}

// sum reads every cell of a blob.
func sum(db *sql.DB, blob any) (bytes int, err error) {
	err = db.QueryRow("SELECT coalesce(sum(length(c0) + coalesce(length(c1), 0) + coalesce(length(c31), 0)), 0) FROM rowblob(?)", blob).Scan(&bytes)
	return bytes, err
}

// TestDamagedBlobs cuts a blob everywhere and changes its lengths.
func TestDamagedBlobs(t *testing.T) {
	db := open(t)
	rows := rowblob.New(2, 0)
	ends := map[int]bool{len(rows.Bytes()): true}
	for _, s := range []string{"abc", "山", ""} {
		rows.Text(s)
		rows.Int(7)
		ends[len(rows.Bytes())] = true
	}
	whole := bytes.Clone(rows.Bytes())
	for n := range len(whole) + 1 {
		if _, err := sum(db, whole[:n]); (err == nil) != ends[n] {
			t.Errorf("cut to %d of %d: %v", n, len(whole), err)
		}
	}
	for _, head := range []uint32{math.MaxUint32, math.MaxUint32 - 1, 1 << 31, 4 << 2, 100<<2 | 2, 100<<2 | 3} {
		damaged := bytes.Clone(whole)
		binary.LittleEndian.PutUint32(damaged[4:], head)
		if n, err := sum(db, damaged); err == nil {
			t.Errorf("a head %x gave %d", head, n)
		}
	}
	for _, columns := range []uint32{0, 33, math.MaxUint32} {
		damaged := bytes.Clone(whole)
		binary.LittleEndian.PutUint32(damaged, columns)
		if _, err := sum(db, damaged); err == nil {
			t.Errorf("%d columns were taken", columns)
		}
	}
	for _, other := range []any{nil, 5, "", "text"} {
		if _, err := sum(db, other); err == nil {
			t.Errorf("%v was taken for rows", other)
		}
	}
}

// FuzzDamage reads whatever comes: an error or rows, never more than there is.
func FuzzDamage(f *testing.F) {
	rows := rowblob.New(2, 0)
	rows.Text("山田")
	rows.Blob([]byte{1, 2})
	rows.Null()
	rows.Int(-1)
	f.Add(rows.Bytes())
	f.Add([]byte{})
	db := open(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		if n, err := sum(db, b); err == nil && n > 8*len(b) {
			t.Errorf("%d bytes out of %d", n, len(b))
		}
	})
}

func TestPackedRowsComeBack(t *testing.T) {
	db := open(t)
	rows := rowblob.New(2, 0)
	numbers, texts := []int64{0, -1, math.MaxInt64, math.MinInt64}, []string{"", "a\x00b", strings.Repeat("長", 9000)}
	const many = 1000
	for n := range many {
		rows.Int(numbers[n%len(numbers)])
		rows.Text(texts[n%len(texts)])
	}
	var packed []byte
	if err := db.QueryRow("SELECT rowpack(c0, c1) FROM (SELECT c0, c1 FROM rowblob(?) ORDER BY rowid)", rows.Bytes()).Scan(&packed); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(packed, rows.Bytes()) {
		t.Error("packed otherwise than unpacked")
	}
	n := 0
	err := rowblob.Each(packed, func(row []rowblob.Cell) error {
		if len(row) != 2 || row[0].Int != numbers[n%len(numbers)] || row[0].Text != nil || string(row[1].Text) != texts[n%len(texts)] {
			t.Errorf("row %d: %v", n, row)
		}
		n++
		return nil
	})
	if err != nil || n != many {
		t.Errorf("%d rows, %v", n, err)
	}
	for cut := range 40 {
		if err := rowblob.Each(packed[:cut], func([]rowblob.Cell) error { return nil }); (err == nil) != (cut == 0 || cut == 4 || cut == 4+16 || cut == 4+16+19) {
			t.Errorf("cut at %d: %v", cut, err)
		}
	}
}

func TestNothingPacked(t *testing.T) {
	db := open(t)
	var packed []byte
	if err := db.QueryRow("SELECT rowpack(c0) FROM rowblob(?)", rowblob.New(1, 0).Bytes()).Scan(&packed); err != nil || packed != nil {
		t.Errorf("%q, %v", packed, err)
	}
	if rowblob.Each(nil, nil) != nil {
		t.Error("no rows were an error")
	}
	if err := db.QueryRow("SELECT rowpack(NULL)").Scan(&packed); err == nil {
		t.Error("NULL was packed")
	}
}
