// Package reviews is 振り返り: which KPIs really moved in a period (XmR), which
// only wavered, and what moved them. The verdicts are those of data/review.
package reviews
