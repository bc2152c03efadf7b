// Package measure holds the numbers per day from which everything is computed:
// recorded ones (typed or imported) and derived ones (from entries, deals and
// activities), and how each adds up over days.
package measure
