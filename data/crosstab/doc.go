// Package crosstab reads the table that offices keep their KPIs in: items down,
// months across (or the other way round), targets and results, totals, merged
// headers, notes. It says of every filled cell what it is, proposes measures,
// KPIs and targets, and imports what was agreed on as one action. Reading is
// pure: a Grid in, Marks and Tables out.
//
// A month's number stands on the first of the month: there it counts while the
// month still runs, and a later file for the month replaces it. A month that is
// recorded day by day already is left as it is, so that nothing counts twice.
package crosstab
