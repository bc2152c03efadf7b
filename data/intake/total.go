package intake

import (
	"slices"
	"strings"
)

// totals are the words by which exports call the sum of their other rows.
var totals = heads("合計 総合計 総計 小計 計 累計 total totals grandtotal subtotal 合計値")

// IsTotal tells whether a cell calls its row the sum of others: 合計, Total,
// Grand total, also with what it sums behind it (合計: キャンペーン, Total: Account).
func IsTotal(cell string) bool {
	cell = Clean(cell)
	if cell == "" || cell[0] >= '0' && cell[0] <= '9' {
		return false
	}
	if before, _, cut := strings.Cut(strings.ReplaceAll(cell, "：", ":"), ":"); cut {
		cell = before
	}
	return slices.Contains(totals, HeadKey(cell))
}

// IsDash tells whether a cell says "nothing here" by dashes, as reports of
// advertising do.
func IsDash(cell string) bool {
	cell = Clean(cell)
	return cell != "" && strings.Trim(cell, "-—–―－−") == ""
}
