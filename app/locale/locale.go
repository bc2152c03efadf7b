//go:build unix

package locale

import "syscall"

// The variables in the order in which they win.
func init() {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		value, _ := syscall.Getenv(name)
		switch value {
		case "":
			continue
		case "C", "POSIX", "C.UTF-8", "C.utf8":
			_ = syscall.Setenv(name, "en_US.UTF-8")
		}
		return
	}
	_ = syscall.Setenv("LANG", "en_US.UTF-8")
}
