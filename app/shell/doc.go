// Package shell is the window: navigation, pages by route, back and forward,
// the one table of commands (menu, shortcuts, palette, help), status line,
// toasts and the tour that photographs every page. It holds no trade rule and
// reaches the workspace only through package app.
package shell
