// Package scene lays a chart out: it turns a chart value and a size into
// rectangles, paths, circles and text at fixed places, and into the places that
// answer a pointer. Dashes and hatching are lines already cut to length, so
// that a painter needs nothing but these four kinds. Text is measured by a
// function handed in; nothing here knows a window.
package scene
