package period

import "shirube/data"

func unreadable(s string) error { return data.Errorf("bad_period", s, "", nil) }
