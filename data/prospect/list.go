package prospect

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/intake"
	"shirube/data/period"
)

// List is a list of companies (名簿): where their data came from and what it
// may be used for. A company may be on several.
type List struct {
	Key      string     `json:"key"`
	Name     string     `json:"name"`
	Source   string     `json:"source"`             // one of ListSources, "" = not known
	From     string     `json:"from,omitempty"`     // who sold it, which exhibition
	Purpose  string     `json:"purpose"`            // purpose of use (利用目的), as people were told it
	Acquired period.Day `json:"acquired,omitempty"` // day on which the data was acquired
	Told     string     `json:"told,omitempty"`     // how people were told of the purpose
	Count    int        `json:"count"`              // companies on it
}

// ListSources are the ways in which a list comes into the house.
func ListSources() []string {
	return strings.Fields("bought exhibition form referral register card public own other")
}

// ListStore keeps lists and who is on them.
type ListStore interface {
	// Lists with their counts, in the order in which they were made.
	Lists(ctx context.Context) ([]List, error)
	// ListsOf gives the keys of the lists that a company is on, in the same order.
	ListsOf(ctx context.Context, id int64) ([]string, error)
	// SaveList makes a list or changes that of its key.
	SaveList(ctx context.Context, op change.Op, l List) error
	// DeleteList takes one away and leaves its companies: unknown_list, list_in_use (by a segment).
	DeleteList(ctx context.Context, op change.Op, key string) error
	// Enlist puts companies on the list of a key (on) or takes them off it, and
	// gives how many that changed. A list with a name is made unless it is there.
	Enlist(ctx context.Context, op change.Op, l List, ids []int64, on bool) (int, error)
}

// Lists gives the lists with their counts, the oldest first.
func (s *Service) Lists(ctx context.Context) ([]List, error) { return s.store.Lists(ctx) }

// ListNamed finds a list by its key or its name (unknown_list).
func (s *Service) ListNamed(ctx context.Context, name string) (List, error) {
	all, err := s.store.Lists(ctx)
	if err != nil {
		return List{}, err
	}
	if i := listNamed(all, name); i >= 0 {
		return all[i], nil
	}
	return List{}, data.Errorf("unknown_list", name, "", nil)
}

func listNamed(all []List, name string) int {
	if i := slices.IndexFunc(all, func(l List) bool { return l.Key == name }); i >= 0 {
		return i
	}
	name = intake.Clean(name)
	return slices.IndexFunc(all, func(l List) bool { return l.Name == name })
}

// ListsOf gives the lists that a company is on.
func (s *Service) ListsOf(ctx context.Context, id int64) ([]List, error) {
	keys, err := s.store.ListsOf(ctx, id)
	if err != nil || len(keys) == 0 {
		return nil, err
	}
	all, err := s.store.Lists(ctx)
	return slices.DeleteFunc(all, func(l List) bool { return !slices.Contains(keys, l.Key) }), err
}

// OnList is the condition that a company is on a list.
func OnList(key string) Condition { return Condition{Field: "list", Op: Is, Value: key} }

// SaveList makes a list (Key "" = made from its name) or changes that of its
// key, and gives the key. Errors: list_key (a letter, then letters, digits and
// _), list_name (none, or too long), list_taken (another has the name),
// list_source.
func (s *Service) SaveList(ctx context.Context, l List) (string, error) {
	all, err := s.store.Lists(ctx)
	if err != nil {
		return "", err
	}
	if l, err = tidyList(l, all); err != nil {
		return "", err
	}
	op := change.Op{Title: "list.save", Args: map[string]string{"name": l.Name}}
	if err := s.store.SaveList(ctx, op, l); err != nil {
		return "", err
	}
	s.tell(op, change.Prospect)
	return l.Key, nil
}

// tidyList checks a list as typed beside those there are, and gives it a key.
func tidyList(l List, all []List) (List, error) {
	for _, text := range []*string{&l.Name, &l.From, &l.Purpose, &l.Told} {
		*text = intake.Clean(*text)
	}
	if l.Name == "" {
		l.Name = l.Key
	}
	if l.Key == "" {
		l.Key = listKey(l.Name, all)
	}
	if !validSegment(l.Key) {
		return l, data.Errorf("list_key", l.Key, "", nil)
	}
	if l.Name == "" || utf8.RuneCountInString(l.Name) > longestName {
		return l, data.Errorf("list_name", l.Name, "name", nil)
	}
	if slices.ContainsFunc(all, func(o List) bool { return o.Key != l.Key && o.Name == l.Name }) {
		return l, data.Errorf("list_taken", l.Name, "name", nil)
	}
	if l.Source != "" && !slices.Contains(ListSources(), l.Source) {
		return l, &data.Error{Code: "list_source", What: l.Source, Where: "source", Args: map[string]any{"sources": strings.Join(ListSources(), ", ")}}
	}
	return l, nil
}

// listKey makes a key that is free of a name.
func listKey(name string, all []List) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "_"):
			b.WriteByte('_')
		}
	}
	key := strings.Trim(b.String(), "_")
	if !validSegment(key) {
		key = "list_" + key
	}
	const room = longestKey - 4 // for a number behind it
	if letters := []rune(key); len(letters) > room {
		key = strings.Trim(string(letters[:room]), "_")
	}
	free := key
	for n := 2; slices.ContainsFunc(all, func(o List) bool { return o.Key == free }); n++ {
		free = key + "_" + itoa(n)
	}
	return free
}

// DeleteList takes a list away, but not the companies on it; it can be undone.
func (s *Service) DeleteList(ctx context.Context, key string) error {
	op := change.Op{Title: "list.delete", Args: map[string]string{"name": key}}
	if err := s.store.DeleteList(ctx, op, key); err != nil {
		return err
	}
	s.tell(op, change.Prospect)
	return nil
}

// Enlist puts companies on a list (on) or takes them off it, in one step, and
// gives how many were not (or were) on it before.
func (s *Service) Enlist(ctx context.Context, key string, ids []int64, on bool) (int, error) {
	op := change.Op{Title: "list.add", Args: map[string]string{"n": itoa(len(ids))}}
	if !on {
		op.Title = "list.remove"
	}
	n, err := s.store.Enlist(ctx, op, List{Key: key}, ids, on)
	if err == nil && n > 0 {
		s.tell(op, change.Prospect)
	}
	return n, err
}

// EnlistNew makes a list and puts companies on it, in one step. Errors: those
// of SaveList.
func (s *Service) EnlistNew(ctx context.Context, l List, ids []int64) error {
	all, err := s.store.Lists(ctx)
	if err != nil {
		return err
	}
	if l, err = tidyList(l, all); err != nil {
		return err
	}
	op := change.Op{Title: "list.add", Args: map[string]string{"n": itoa(len(ids))}}
	if _, err := s.store.Enlist(ctx, op, l, ids, true); err != nil {
		return err
	}
	s.tell(op, change.Prospect)
	return nil
}

// listing completes what an import was told of its list: by the list of its
// name, or by a key for a new one. Errors: those of SaveList, bad_day.
func listing(of intake.Listing, all []List) (*intake.Listing, error) {
	l := List{Name: of.Name}
	if i := listNamed(all, of.Name); i >= 0 {
		l = all[i]
	}
	l.Source, l.From = cmp.Or(of.Source, l.Source), cmp.Or(of.From, l.From)
	l.Purpose, l.Told = cmp.Or(of.Purpose, l.Purpose), cmp.Or(of.Told, l.Told)
	if of.Acquired != "" {
		day, err := period.ParseDay(of.Acquired)
		if err != nil {
			return nil, data.Errorf("bad_day", of.Acquired, "acquired", err)
		}
		l.Acquired = day
	}
	l, err := tidyList(l, all)
	return &intake.Listing{Key: l.Key, Name: l.Name, Source: l.Source, From: l.From, Purpose: l.Purpose, Told: l.Told, Acquired: l.Acquired.String()}, err
}
