package intake

import (
	"context"

	"shirube/data"
)

// Source is a table of text: a CSV, TSV or XLSX file that has been recognised.
type Source interface {
	Info() Info
	// Next gives the next data row (the header is not one) with the line it
	// starts on in the file, 1-based. cells is valid until the following call.
	// At the end it gives io.EOF; a *data.Error of a row (code "broken_quote",
	// "encoding") names its line, and reading may go on after it.
	Next(ctx context.Context) (line int, cells []string, err error)
	Close() error
}

// Info is what was found out about a file before its first row.
type Info struct {
	File      string   `json:"file"`
	Encoding  string   `json:"encoding"`  // utf-8, utf-8-bom, cp932, utf-16le, utf-16be, euc-jp, xlsx
	Delimiter string   `json:"delimiter"` // "," "\t" ";" or "" for XLSX
	Quote     string   `json:"quote"`
	Sheet     string   `json:"sheet,omitempty"`
	Sheets    []string `json:"sheets,omitempty"` // all sheets of a workbook
	Header    []string `json:"header"`           // made up (column1…) where the file has none
	HasHeader bool     `json:"has_header"`
	Above     int      `json:"above,omitempty"` // lines above the header: titles and comments, which are no rows
	Bytes     int64    `json:"bytes"`
	SHA256    string   `json:"sha256"`
}

// Rejected is one value for which a row was not taken.
type Rejected struct {
	Line   int    `json:"line"`
	Column string `json:"column"`
	Value  string `json:"value"`
	Code   string `json:"code"` // words under "rejected.<code>"
}

// Result is what an import did, or with DryRun would have done.
// Rows = Created + Updated + Skipped + RejectedCount.
type Result struct {
	Import        int64      `json:"import"` // 0 for a dry run
	Rows          int        `json:"rows"`
	Created       int        `json:"created"`
	Updated       int        `json:"updated"`
	Skipped       int        `json:"skipped"`          // a row that changes nothing, a row of measures without a value, a total, or on-match skip
	Totals        int        `json:"totals,omitempty"` // those of the skipped that are the sums of other rows (measures)
	Rejected      []Rejected `json:"rejected"`
	RejectedCount int        `json:"rejected_count"`
	Encoding      string     `json:"encoding"`
	Delimiter     string     `json:"delimiter"`
	Seconds       float64    `json:"seconds"`
	DryRun        bool       `json:"dry_run,omitempty"`
	HandKept      int        `json:"hand_kept,omitempty"` // rows in which fields that people edited stayed as they are
	Changes       *Changes   `json:"changes,omitempty"`   // of a register (preset nta)
	Left          []string   `json:"left,omitempty"`      // headers of the columns that were not taken
	List          string     `json:"list,omitempty"`      // key of the list that the companies were put on
	// Who are the prospects behind Changes by kind, but those that are new.
	Who map[string][]int64 `json:"-"`
}

// RowsLost is the error of an import whose counts don't add up: it stores nothing.
const RowsLost data.Code = "rows_lost"

// Balanced gives the error RowsLost unless every row read was created, updated,
// skipped or rejected, and no row twice.
func (r Result) Balanced() error {
	if done := r.Created + r.Updated + r.Skipped + r.RejectedCount; done != r.Rows {
		return &data.Error{Code: RowsLost, Args: map[string]any{"rows": r.Rows, "done": done}}
	}
	return nil
}

// Changes is what a newer register says about the companies of the list.
type Changes struct {
	New     int `json:"new"`     // not in the list before
	Renamed int `json:"renamed"` // of the known
	Moved   int `json:"moved"`   // another prefecture, city or address
	Closed  int `json:"closed"`  // closed since
	Known   int `json:"known"`   // in the list and in the file

	Succeeded int `json:"succeeded"` // another company took their place (merger and the like)
}

// Kinds of Changes that have a list of prospects behind them.
const (
	ChangeNew       = "new"
	ChangeRenamed   = "renamed"
	ChangeMoved     = "moved"
	ChangeClosed    = "closed"
	ChangeSucceeded = "succeeded"
)

// ChangeKinds in the order in which they are told.
var ChangeKinds = []string{ChangeNew, ChangeRenamed, ChangeMoved, ChangeClosed, ChangeSucceeded}

// Of gives the count of a kind.
func (c Changes) Of(kind string) int {
	return map[string]int{ChangeNew: c.New, ChangeRenamed: c.Renamed, ChangeMoved: c.Moved, ChangeClosed: c.Closed, ChangeSucceeded: c.Succeeded}[kind]
}

// Options are what every import can be told.
type Options struct {
	Map       map[string]string // field → column name or 1-based number; nil = guess
	DateOrder string            // ymd, mdy, dmy; "" = must be unambiguous
	Match     []string          // fields a row is matched on; nil = the keys present
	OnMatch   string            // update (default; leaves what people edited), overwrite (also that), skip, create
	Stages    map[string]string // stage → column that holds the day it was reached (prospects)
	Day       string            // ISO day for files without a day column (measures)
	Wide      map[string]string // measure → column (measures, one column a measure)
	Preset    string            // "nta" or ""
	List      *Listing          // the list that every company of the file is put on (prospects); nil = none
	// FillPlaces lets postal codes tell where new companies are (prospects), where the row doesn't.
	FillPlaces bool
	DryRun     bool
	Progress   func(Progress) `json:"-"` // called now and then from the importing goroutine; may be nil
}

// Listing is the list that an import puts its companies on, by key or name: one
// that is there, or a new one. What is said of it replaces what is known of it.
type Listing struct {
	Key                               string // known once the import has found the list or made a key for it
	Name, Source, From, Purpose, Told string
	Acquired                          string // ISO day
}

// Progress tells how far an import is.
type Progress struct {
	Rows       int
	Bytes, All int64 // bytes read of the file, and its size
}

// Total is how many rows the file has, going by those read so far; 0 = not known.
func (p Progress) Total() int {
	if p.Bytes <= 0 {
		return 0
	}
	return int(float64(p.Rows) * float64(p.All) / float64(p.Bytes))
}

// Import is one import as it stands in the list of imports.
type Import struct {
	ID      int64      `json:"import"`
	Noun    string     `json:"noun"` // prospects, entries, deals, measures
	File    string     `json:"file"`
	SHA256  string     `json:"sha256"`
	Header  string     `json:"-"`  // Signature of its header, "" where it had none
	At      string     `json:"at"` // RFC 3339, UTC
	Result  Result     `json:"result"`
	Mapping Options    `json:"-"`
	Undone  bool       `json:"undone"`
	Rejects []Rejected `json:"-"`
}
