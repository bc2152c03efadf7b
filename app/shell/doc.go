// Package shell is the window: navigation, pages by route, back and forward,
// the one table of commands (menu, shortcuts, palette, help), status line,
// toasts and the tour that photographs every page. It holds no trade rule and
// reaches the workspace only through package app.
//
// `shirube --times FILE list.shirube` writes to FILE, one JSON object a line,
// how long the first frame, each search, sort, jump of the list, bulk edit and
// undo took until it stood in the window, and the longest that the window's
// goroutine was busy at a stretch meanwhile: {"what", "text", "count", "ms",
// "stall_ms"}. A search that a later one supersedes has no line. app/e2e reads
// it on the whole register when SHIRUBE_REGISTER is set.
package shell
