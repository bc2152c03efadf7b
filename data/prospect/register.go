package prospect

import (
	"context"
	"hash/maphash"
	"slices"

	"shirube/data/intake"
)

// Standing tells what the list was before an import.
type Standing interface {
	// Identities calls each with the identity of every prospect with (or
	// without) a 法人番号, by id.
	Identities(ctx context.Context, numbered bool, each func(Identity) error) error
	// HandEdited gives, by prospect, the fields whose last writer is a person
	// who edited the prospect after it had been made.
	HandEdited(ctx context.Context) (map[int64][]string, error)
	// Unchanged tells of rows of known prospects (ID > 0) which of them would
	// change nothing, neither a field nor an entry.
	Unchanged(ctx context.Context, rows []Row) ([]bool, error)
	// Twins gives for rows of no known prospect one of the same name that a row
	// says nothing new of, fields that edited has for it aside, or 0.
	Twins(ctx context.Context, rows []Row, edited map[int64][]string) ([]int64, error)
}

// before is what an import must know of the list as it was: what people
// edited, and for a register what it said the last time.
type before struct {
	edited map[int64][]string
	known  map[int64]seen
	seed   maphash.Seed
	result *intake.Result
}

// seen is one company as the list had it, name and place as hashes.
type seen struct {
	name, place, successor uint64
	closed                 bool
}

func newBefore(ctx context.Context, list Standing, o intake.Options, result *intake.Result) (b before, err error) {
	b.result, b.seed = result, maphash.MakeSeed()
	if o.OnMatch == "" || o.OnMatch == "update" {
		if b.edited, err = list.HandEdited(ctx); err != nil {
			return b, err
		}
	}
	if o.Preset != "nta" {
		return b, nil
	}
	result.Changes, result.Who, b.known = &intake.Changes{}, map[string][]int64{}, map[int64]seen{}
	return b, list.Identities(ctx, true, func(i Identity) error {
		b.known[i.ID] = seen{b.hash(i.Name), b.hash(i.Prefecture + i.City + i.Address), b.hash(i.Successor), i.Closed}
		return nil
	})
}

func (b *before) hash(s string) uint64 { return maphash.String(b.seed, s) }

func (b *before) create() {
	if b.result.Changes != nil {
		b.result.Changes.New++
	}
}

// update counts what the row p of a known prospect changes and gives the
// fields that it may set.
func (b *before) update(p *Prospect, fields []string) []string {
	if hand := b.edited[p.ID]; hand != nil {
		free := slices.DeleteFunc(slices.Clone(fields), func(f string) bool { return slices.Contains(hand, f) })
		if len(free) < len(fields) {
			b.result.HandKept++
		}
		fields = free
	}
	was, known := b.known[p.ID]
	if !known {
		return fields
	}
	c, sets := b.result.Changes, func(f string) bool { return slices.Contains(fields, f) }
	c.Known++
	count := func(n *int, kind string, changed bool) {
		if changed {
			*n++
			b.result.Who[kind] = append(b.result.Who[kind], p.ID)
		}
	}
	count(&c.Renamed, intake.ChangeRenamed, sets("name") && b.hash(p.Name) != was.name)
	count(&c.Moved, intake.ChangeMoved, sets("prefecture") && sets("city") && sets("address") && b.hash(p.Prefecture+p.City+p.Address) != was.place)
	count(&c.Closed, intake.ChangeClosed, sets("closed_day") && p.ClosedDay.Known() && !was.closed)
	successor := p.Custom[intake.Successor]
	count(&c.Succeeded, intake.ChangeSucceeded, successor != "" && b.hash(successor) != was.successor)
	return fields
}
