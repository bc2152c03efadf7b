// Package tables is the import of a table of KPIs by month: the table as it
// stands with every cell coloured by what it is, what each item would become,
// and one import that is undone whole.
package tables
