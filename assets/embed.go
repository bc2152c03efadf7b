package assets

import _ "embed"

// FontRegular is Noto Sans JP Regular (SIL OFL 1.1).
//
//go:embed fonts/NotoSansJP-Regular.ttf
var FontRegular []byte

// FontBold is Noto Sans JP Bold (SIL OFL 1.1).
//
//go:embed fonts/NotoSansJP-Bold.ttf
var FontBold []byte

// ECharts is echarts 6.1.0, the untouched dist/echarts.min.js (Apache-2.0).
//
//go:embed echarts/echarts.min.js
var ECharts string

// EChartsJapanese registers the Japanese words of echarts 6.1.0.
//
//go:embed echarts/langJA.js
var EChartsJapanese string
