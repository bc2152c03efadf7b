// Package report computes the document that is handed on: the goal, KPIs
// against targets, trends, funnel, channels and the notes on rejected data,
// for one period. It draws nothing and holds no words.
package report
