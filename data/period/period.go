package period

// Grain is the length of a period.
type Grain string

// The grains. Year is the fiscal year of the Calendar; Custom is any range.
const (
	GrainDay Grain = "day"
	Week     Grain = "week" // Monday to Sunday, ISO week numbers
	Month    Grain = "month"
	Quarter  Grain = "quarter" // fiscal quarter of the Calendar
	Year     Grain = "year"    // fiscal year of the Calendar
	Custom   Grain = "range"
)

// Period is a named run of days. Its String is one of 2026-10, 2026-W43,
// 2026-Q3, FY2026, 2026-10-05 or 2026-10-01..2026-10-31, and Calendar.Parse
// reads exactly those.
type Period struct {
	Grain Grain
	Range
	name string
}

// String gives the name under which targets and reviews of the period are kept.
func (p Period) String() string { return p.name }
