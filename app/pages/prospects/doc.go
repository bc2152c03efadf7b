// Package prospects is 見込み客: the list of any length with search, filters and
// what is done to many at once, and at its side one company with its stages,
// deals, timeline and note. The rules are data/prospect's and data/funnel's.
package prospects
