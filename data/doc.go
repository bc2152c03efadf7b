// Package data is the map of the trade: what is true in a workspace, and the
// words every package below it shares (error codes, the clock).
//
//	period    days, weeks, months, fiscal years, working days
//	intake    what every import shares: columns, guessing, values, rejected rows
//	prospect  companies, contacts, activities, deals, tags, filters
//	measure   numbers per day, recorded or derived
//	funnel    stages, entries, evaluation by cohort, flow and stock
//	kpi       formulas over measures, targets, pace, templates
//	review    signal or noise (XmR), drivers
//	report    the computed document that is handed on
//	change    news after a commit, and the undo journal
//	setting   typed settings with defaults
//	store     the only SQL
//	tabular   CSV, TSV and XLSX, in and out
//
// A trade package holds types and rules and declares the Store it needs; store
// satisfies it. Nothing here imports Fyne, and only store imports database/sql.
package data
