// Package assets ships what is for eyes: fonts, icons, the chart script and
// licences. Words are in assets/words and colours in assets/palette. It embeds
// and does nothing else.
package assets
