// Package sample ships what the sample workspace is made of: the figures of
// each month, and parts of invented company names and addresses. No company,
// person or number in it is real. It embeds and does nothing else.
package sample
