package store

import (
	"context"
	"database/sql/driver"
	"math"
	"slices"

	"shirube/data"
	"shirube/data/funnel"
	"shirube/data/period"
	"shirube/data/store/rowblob"
)

// texts numbers the different values of a column of the log.
type texts struct {
	numbers map[string]uint16
	all     []string
}

func newTexts() *texts { return &texts{numbers: map[string]uint16{"": 0}, all: []string{""}} }

func (t *texts) number(text []byte) (uint16, error) {
	n, ok := t.numbers[string(text)]
	if !ok {
		if len(t.all) > math.MaxUint16 {
			return 0, data.Errorf("too_many_values", string(text), "", nil)
		}
		n = uint16(len(t.all))
		t.all = append(t.all, string(text))
		t.numbers[t.all[n]] = n
	}
	return n, nil
}

// packedEntries is how many entries are read in one go.
const packedEntries = 1 << 15

// Log loads all entries of identified stages, by prospect, day and stage, with
// the stages as they stood at that very time.
func (s *Store) Log(ctx context.Context) (funnel.Log, error) {
	l := &gathering{channels: newTexts(), campaigns: newTexts(), owners: newTexts(), position: map[int64]uint8{}, days: map[string]period.Day{}}
	err := s.reading(ctx, func(b *bulk) error {
		err := b.each(selectStages, func(v []driver.Value) error {
			l.position[v[0].(int64)] = uint8(len(l.log.Stages))
			l.log.Stages = append(l.log.Stages, funnel.Stage{Key: text(v[1]), Name: text(v[2]), Measure: text(v[3])})
			return nil
		})
		if err != nil {
			return err
		}
		last, err := b.integer("SELECT max(id) FROM entry")
		for from := int64(0); from <= last && err == nil; from += packedEntries {
			var row []any
			if row, err = b.first(1, "SELECT rowpack(prospect, stage, day, channel, campaign, owner) FROM entry WHERE id >= ? AND id < ?", from, from+packedEntries); err == nil {
				packed, _ := row[0].([]byte)
				err = rowblob.Each(packed, l.add)
			}
			if err == nil {
				err = ctx.Err()
			}
		}
		return err
	})
	for i := range l.log.Blocks {
		l.log.Blocks[i] = inOrder(l.log.Blocks[i])
	}
	l.log.Blocks = slices.DeleteFunc(l.log.Blocks, func(b []funnel.Record) bool { return len(b) == 0 })
	l.log.Channels, l.log.Campaigns, l.log.Owners = l.channels.all, l.campaigns.all, l.owners.all
	return l.log, err
}

// gathering is a log while its entries come in.
type gathering struct {
	log                         funnel.Log
	channels, campaigns, owners *texts
	position                    map[int64]uint8
	days                        map[string]period.Day
}

// A block of the log is loaded with the entries of so many prospects.
const (
	partBits = 14
	ofPart   = 1<<partBits - 1
)

func (l *gathering) add(v []rowblob.Cell) (err error) {
	r := funnel.Record{Prospect: uint32(v[0].Int), Stage: l.position[v[1].Int]}
	on, known := l.days[string(v[2].Text)]
	if !known {
		on = day(string(v[2].Text))
		l.days[string(v[2].Text)] = on
	}
	r.Day = on
	if r.Channel, err = l.channels.number(v[3].Text); err != nil {
		return err
	}
	if r.Campaign, err = l.campaigns.number(v[4].Text); err != nil {
		return err
	}
	if r.Owner, err = l.owners.number(v[5].Text); err != nil {
		return err
	}
	block := int(r.Prospect >> partBits)
	for block >= len(l.log.Blocks) {
		l.log.Blocks = append(l.log.Blocks, nil)
	}
	l.log.Blocks[block] = append(l.log.Blocks[block], r)
	return nil
}

// inOrder gives the records of a block by prospect, day and stage.
func inOrder(block []funnel.Record) []funnel.Record {
	var from [ofPart + 2]uint32
	for _, r := range block {
		from[r.Prospect&ofPart+1]++
	}
	for i := range from[1:] {
		from[i+1] += from[i]
	}
	out, next := make([]funnel.Record, len(block)), from
	for _, r := range block {
		out[next[r.Prospect&ofPart]] = r
		next[r.Prospect&ofPart]++
	}
	for i, at := range from[1:] {
		if mine := out[from[i]:at]; len(mine) > 1 && !slices.IsSortedFunc(mine, funnel.Ordered) {
			slices.SortFunc(mine, funnel.Ordered)
		}
	}
	return out
}
