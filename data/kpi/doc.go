// Package kpi holds what a goal is steered by: formulas over measures and
// other KPIs, their values over periods, targets with history, pace by working
// days, the templates for sales and marketing, and KPI health. Evaluation is
// pure; the Store is declared here and satisfied elsewhere.
package kpi
