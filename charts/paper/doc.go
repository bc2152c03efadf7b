// Package paper lays a report out on pages: A4, upright or lying, each page a
// scene. What the window previews, what is printed and what is written as PDF
// are these same pages. It breaks pages and lines and computes no number.
package paper
