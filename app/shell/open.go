package shell

import (
	"net/url"
	"path/filepath"
	"strings"
)

// Open shows a file or folder with the system's own program.
func (s *Shell) Open(path string) {
	full, err := filepath.Abs(path)
	if err == nil {
		err = s.toolkit.OpenURL(fileURL(full))
	}
	if err != nil {
		s.Fail(err)
	}
}

// fileURL is the address of an absolute path; C:\a.html becomes file:///C:/a.html.
func fileURL(path string) *url.URL {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return &url.URL{Scheme: "file", Path: path}
}
