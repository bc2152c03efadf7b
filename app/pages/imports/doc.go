// Package imports is the import wizard: choose a file, say what its columns
// are over real rows, what happens to what is known already, and see what was
// done. What would happen is always told by a dry run of the import itself.
package imports
