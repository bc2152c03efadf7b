// Package tabular reads and writes tables of text: CSV, TSV and XLSX, in the
// encodings that Japanese offices use. It recognises a file by its content,
// never by its name, reports broken rows one by one, and knows no field and no
// trade rule.
package tabular
