// Package settings is 設定: the workspace's name and company, language, theme,
// text size, fiscal calendar, funnel window, backups, the list of commands and
// what Shirube is made of. What is changed is saved at once; there is no button
// for it and no undo but changing it back.
package settings
