// Package goal is the way from a goal (KGI) to KPIs in four steps: name the
// goal, break it into factors, give each an indicator and a target, check that
// each can be acted on. What is entered is kept as a draft after every change;
// nothing lands before the last button, and then as one change. The rules of
// the draft are data/kpi's.
package goal
