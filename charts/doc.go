// Package charts holds charts as values: what is drawn, before it is drawn. A
// builder turns results of data into a chart; every chart can say itself as a
// table and as a sentence. Drawing is in scene (layout), native (window) and
// html (report). Nothing here knows a colour, a pixel or a window.
package charts
