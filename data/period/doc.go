// Package period knows days, weeks, months, quarters and fiscal years, the
// ranges between them, what a period is compared with, and working days.
// It knows nothing of what is measured.
package period
