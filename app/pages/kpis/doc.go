// Package kpis is the KPI page: the goal's tree, the list, the sheet of targets, the
// plan back from the goal, what-if,
// and at the side one KPI with its formula, months, trend and channels. What a
// value, a target or a signal is, data/kpi and data/review say.
package kpis
