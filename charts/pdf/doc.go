// Package pdf writes pages of scenes as a PDF: shapes as vectors, text in the
// embedded fonts as text that can be searched and copied, and the same bytes
// for the same pages. It lays nothing out; that is paper's.
package pdf
