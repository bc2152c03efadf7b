// Package lists is 名簿: the lists of companies with where each came from and
// what its data may be used for. A count opens exactly that list; adding,
// changing and deleting can be undone. It knows neither SQL nor other pages.
package lists
