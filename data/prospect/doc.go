// Package prospect is the list a sales office works on: companies, the people
// there, what was said and done (activities), deals, tags, and the filters the
// list is seen through. It declares the Store it needs and holds its rules in
// Service; it contains no SQL and no words for the screen.
package prospect
