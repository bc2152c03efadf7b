// Package route says where one can go in the window and what a page can ask of
// it, so that pages link to each other without importing each other.
package route
