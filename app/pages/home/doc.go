// Package home is 今日: where the goal stands, the handful of KPIs, the funnel
// in small, and what to do next. It shows what data/report and data/review
// compute and decides nothing itself.
package home
