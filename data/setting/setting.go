package setting

import (
	"context"
	"time"
)

// Settings of one workspace.
type Settings struct {
	Title                     string     // shown at the top of the navigation: "営業部 2026年度"
	Company                   string     // the user's own company, on reports
	Language                  string     // ja, en, "" = the system's
	Theme                     string     // light, dark, "" = the system's
	TextScale                 float64    // 0.8 to 1.6
	FiscalStart               time.Month // month the fiscal year begins; April unless set
	ClosedDays                []string   // ISO days the company is closed, beside weekends and holidays
	NavFolded                 bool       // navigation collapsed to icons
	Window                    int        // the funnel's window in days; 0 = none
	Cost                      string     // key of the measure that is the cost of a funnel's stages
	Backups                   int        // automatic backups kept
	Template                  string     // sales, marketing, blank
	WindowWidth, WindowHeight int        // size the window was left at; 0 = as it comes
	ListColumns, ListSort     string     // the list of prospects as it was left, in its page's own words; "" = as it comes
	Sample                    bool       // this is the sample workspace, whose clock stands still
}

// Store keeps settings as text by key.
type Store interface {
	Settings(ctx context.Context) (map[string]string, error)
	SaveSettings(ctx context.Context, values map[string]string) error
}
