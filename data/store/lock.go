package store

import (
	"encoding/json"
	"errors"
	"io"
	"os"
)

// Process is a program that has a workspace open for writing.
type Process struct {
	PID  int    `json:"pid"`
	Host string `json:"host"`
	At   string `json:"at"`
}

var errHeld = errors.New("held by another process")

// lock is the right to write. It is the operating system's lock on a file
// beside the workspace, so that it ends with the process however that ends.
type lock struct{ file *os.File }

// acquire takes the lock, or tells who has it. In a synced folder the lock
// file of another computer counts as held until takeOver.
func acquire(path string, me Process, synced, takeOver bool) (*lock, *Process, error) {
	for {
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o666)
		if err != nil {
			return nil, nil, err
		}
		var holder Process
		text, _ := io.ReadAll(io.LimitReader(f, 4096))
		_ = json.Unmarshal(text, &holder)
		if err := lockFile(f); err != nil {
			f.Close()
			if errors.Is(err, errHeld) {
				return nil, &holder, nil
			}
			return nil, nil, err
		}
		if !same(f, path) { // removed by its last holder between opening and locking
			f.Close()
			continue
		}
		if synced && !takeOver && holder.Host != "" && holder.Host != me.Host {
			f.Close()
			return nil, &holder, nil
		}
		text, err = json.Marshal(me)
		if err == nil {
			err = f.Truncate(0)
		}
		if err == nil {
			_, err = f.WriteAt(text, 0)
		}
		if err != nil {
			f.Close()
			return nil, nil, err
		}
		return &lock{f}, nil, nil
	}
}

func same(f *os.File, path string) bool {
	a, err := f.Stat()
	if err != nil {
		return false
	}
	b, err := os.Stat(path)
	return err == nil && os.SameFile(a, b)
}

// release gives the lock up and takes its file away.
func (l *lock) release() error {
	if l == nil {
		return nil
	}
	return removeLocked(l.file)
}
