// Package locale gives the window toolkit a locale it can read. Where LANG is
// unset or C (cron, containers, ssh) Fyne prints "Error parsing user locale C"
// while it is being initialised, before main could do anything about it.
//
// Go initialises packages as soon as their own imports are done, in the order
// of their paths. This one needs nothing but syscall, so it comes before all
// that read the environment through os. It must import nothing else.
package locale
