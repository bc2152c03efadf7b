// Package start is the first page: choose a template, an empty workspace, a
// list to import, a workspace to open or the sample. It remembers which
// workspaces were used last; it opens none itself but says which was chosen.
package start
