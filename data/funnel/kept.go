package funnel

import (
	"context"
	"slices"

	"shirube/data/change"
)

// patched is how many prospects' entries are read anew one by one; where more
// have changed, all are.
const patched = 300

func (s *Service) hear(n change.News) {
	entry := slices.Contains(n.Nouns, change.Entry)
	if len(n.Nouns) > 0 && !entry && !slices.Contains(n.Nouns, change.Stage) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stamp++
	s.entered = append(s.entered, n.Entered...)
	if n.Entered == nil || slices.Contains(n.Nouns, change.Stage) || len(s.entered) > patched {
		s.kept, s.entered = nil, nil
	}
}

// Log gives all entries with the stages of their time, as kept or read anew.
func (s *Service) Log(ctx context.Context) (Log, error) {
	s.mu.Lock()
	kept, entered, stamp := s.kept, slices.Clone(s.entered), s.stamp
	s.mu.Unlock()
	if kept != nil && len(entered) == 0 {
		return *kept, nil
	}
	log, err := s.read(ctx, kept, entered)
	if err != nil {
		return Log{}, err
	}
	s.mu.Lock()
	if s.stamp == stamp {
		s.kept, s.entered = &log, nil
	}
	s.mu.Unlock()
	return log, nil
}

// read brings a kept log up to date with what some prospects entered, or reads all.
func (s *Service) read(ctx context.Context, kept *Log, entered []int64) (Log, error) {
	if kept == nil {
		return s.store.Log(ctx)
	}
	log, ok := *kept, true
	for _, id := range entered {
		entries, err := s.store.EntriesOf(ctx, id)
		if err != nil {
			return Log{}, err
		}
		if log, ok = log.with(uint32(id), entries); !ok {
			return s.store.Log(ctx)
		}
	}
	return log, nil
}
