// Package sheets is the sheet in which the numbers nobody counts by machine are
// typed in a few minutes: recorded measures by week or month, the earlier ones
// beside, those that are due first. A period's number stands on its first day.
package sheets
