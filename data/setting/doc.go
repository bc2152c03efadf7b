// Package setting holds the typed settings of a workspace with their defaults
// and limits. They live in the workspace file, never in the toolkit's own store.
package setting
