// Package intake is what every import shares: reading rows from a source,
// mapping columns to fields, guessing the mapping from headers and content,
// reading dates, amounts and numbers as people write them, and the list of
// rejected rows. It knows no noun of its own and writes nothing.
package intake
