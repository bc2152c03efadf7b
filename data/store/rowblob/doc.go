// Package rowblob gives SQLite many rows in one bound value. Binding and
// stepping row by row is most of the time of an import; with
//
//	INSERT INTO t(a, b) SELECT c0, c1 FROM rowblob(?)
//
// a thousand rows are one call. The C function is registered for every
// connection that go-sqlite3 opens.
package rowblob
