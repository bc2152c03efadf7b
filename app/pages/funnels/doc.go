// Package funnels is ファネル: where prospects are lost, since when and by which
// channel, what mending it would bring, and the grid in which daily counts are
// typed. Counts and rates are those of data/funnel; every count opens its list.
package funnels
