// Package html writes a report as one self-contained web page: charts by
// echarts from options that go-echarts builds, everything inside the file, no
// request to anywhere, and the same bytes for the same document. It computes
// no number.
package html
