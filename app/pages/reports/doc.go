// Package reports is レポート: choose a period and what goes in, look at the
// paper as it will be, and write it as a web page to hand on. It computes no
// number; data/report does, and charts draws it.
package reports
