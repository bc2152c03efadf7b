// Package duplicates is the page of companies that may be one: the pairs with
// their reason, two companies side by side, and what is made of them.
package duplicates
