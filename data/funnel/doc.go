// Package funnel knows stages, entries into them, and the three views of a
// funnel: cohort (by entry date, within a window), flow (in the period) and
// stock (today). Evaluation is pure: entries in, counts and rates out.
package funnel
