// Package native shows a chart in the window: it paints its scene and answers
// pointer and keys. It decides nothing about what a chart looks like; that is
// scene's.
package native
