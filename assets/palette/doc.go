// Package palette holds every colour of Shirube by what it is for, light and
// dark, for window, paper and page alike. It knows no toolkit and draws nothing.
package palette
