package prospect

import (
	"context"

	"shirube/data"
	"shirube/data/change"
	"shirube/data/intake"
	"shirube/data/period"
)

// OptOutStore keeps who asked for no more mail.
type OptOutStore interface {
	// OptOut marks an address, and every contact who has it, as wanting no
	// mail from a day on; it gives how many contacts have it.
	OptOut(ctx context.Context, op change.Op, email string, day period.Day) (contacts int, err error)
	// OptOutProspects is OptOut of every address of the prospects and their contacts.
	OptOutProspects(ctx context.Context, op change.Op, ids []int64, day period.Day) error
	// OptIn lets an address be mailed again.
	OptIn(ctx context.Context, op change.Op, email string) (contacts int, err error)
	// OptedOut gives the day on which an address asked for no more mail, 0 for one that didn't.
	OptedOut(ctx context.Context, email string) (period.Day, error)
}

// OptOut records that the owner of an address wants no more mail, from today.
// It overrides every ground for mailing, holds for whoever has the address
// later, and no import, merge, deletion or undo of something else lifts it.
// Errors: bad_email.
func (s *Service) OptOut(ctx context.Context, email string) (contacts int, err error) {
	return s.mailing(ctx, "prospect.opt_out", email, func(op change.Op, email string) (int, error) {
		return s.store.OptOut(ctx, op, email, period.On(s.clock()))
	})
}

// OptOutAll records that prospects want no more mail, from today: every one of
// their addresses and contacts, in one step that can be undone. A prospect
// without an address or a contact stays as it is.
func (s *Service) OptOutAll(ctx context.Context, ids []int64) error {
	op := change.Op{Title: "prospect.opt_out", Args: map[string]string{"n": itoa(len(ids))}}
	if err := s.store.OptOutProspects(ctx, op, ids, period.On(s.clock())); err != nil {
		return err
	}
	s.tell(op, change.Prospect)
	return nil
}

// OptIn records that the owner of an address wants mail again. Errors: bad_email.
func (s *Service) OptIn(ctx context.Context, email string) (contacts int, err error) {
	return s.mailing(ctx, "prospect.opt_in", email, func(op change.Op, email string) (int, error) { return s.store.OptIn(ctx, op, email) })
}

// OptedOut gives the day on which an address asked for no more mail, 0 for one that didn't.
func (s *Service) OptedOut(ctx context.Context, email string) (period.Day, error) {
	return s.store.OptedOut(ctx, email)
}

func (s *Service) mailing(ctx context.Context, title, email string, write func(change.Op, string) (int, error)) (int, error) {
	address, code := intake.ReadMail(intake.Clean(email))
	if code == "" && address == "" {
		code = intake.BadMail
	}
	if code != "" {
		return 0, data.Errorf(data.Code(code), email, "email", nil)
	}
	op := change.Op{Title: title, Args: map[string]string{"email": address}}
	n, err := write(op, address)
	if err == nil {
		s.tell(op, change.Prospect)
	}
	return n, err
}
