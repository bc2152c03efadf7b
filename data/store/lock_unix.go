//go:build unix

package store

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

func lockFile(f *os.File) error {
	err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		return errHeld
	}
	return err
}

// removeLocked removes the file while it is still locked, so that nobody can
// lock a name that is about to go.
func removeLocked(f *os.File) error { return errors.Join(os.Remove(f.Name()), f.Close()) }
