// Package xlsx writes a report as a workbook: values as numbers, rates as
// formulas over their parts, charts of the spreadsheet's own, and every number
// of the report once in a sheet of rows. Texts stay texts, whatever they begin
// with. It computes no number.
package xlsx
