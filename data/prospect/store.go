package prospect

import (
	"context"

	"shirube/data/change"
	"shirube/data/period"
)

// Store is what prospects need of a workspace. Every write is one batch: all
// of it or nothing, journalled under op so that it can be undone, rollups kept.
type Store interface {
	DuplicateStore
	MergeStore
	OptOutStore
	SegmentStore
	ListStore
	PersonStore
	PostalStore
	BulkStore
	// ProspectIDs lists the ids that q finds, in its order.
	ProspectIDs(ctx context.Context, q Query) ([]int64, error)
	// Prospects gives the named prospects in the order of ids; unknown ids are left out.
	Prospects(ctx context.Context, ids []int64) ([]Prospect, error)
	// ProspectFacets counts the values of prefecture, city, owner, stage, tag, channel, industry or a custom field, most frequent first.
	ProspectFacets(ctx context.Context, field string) ([]Facet, error)
	// CustomFields lists the custom fields (custom.<name>) that some prospect has.
	CustomFields(ctx context.Context) ([]string, error)
	// Activities of a prospect, newest first.
	Activities(ctx context.Context, prospect int64) ([]Activity, error)
	// Touches gives the latest activity up to a day, and the first one after it, of each prospect that has one.
	Touches(ctx context.Context, ids []int64, today period.Day) (map[int64]Touch, error)
	// Deals of a prospect, newest first; prospect 0 = all.
	Deals(ctx context.Context, prospect int64) ([]Deal, error)

	// SaveProspects creates (ID 0) or updates prospects and gives their ids.
	SaveProspects(ctx context.Context, op change.Op, ps []Prospect) ([]int64, error)
	// DeleteProspects removes prospects with their contacts, activities, deals and entries.
	DeleteProspects(ctx context.Context, op change.Op, ids []int64) error
	SaveActivities(ctx context.Context, op change.Op, as []Activity) ([]int64, error)
	DeleteActivity(ctx context.Context, op change.Op, id int64) error
	SaveDeals(ctx context.Context, op change.Op, ds []Deal) ([]int64, error)
	DeleteDeal(ctx context.Context, op change.Op, id int64) error

	// MatchKeys gives id by value for a match field (corporate_number, external_id, email, phone, name).
	// Values that stand for more than one prospect map to 0.
	MatchKeys(ctx context.Context, field string) (map[string]int64, error)
}
