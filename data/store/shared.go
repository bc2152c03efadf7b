package store

import (
	"path/filepath"
	"strings"
)

// Network is the kind of a folder on another computer; synced folders are
// named after what keeps them in step.
const Network = "network"

var syncedFolders = []struct{ prefix, kind string }{
	{"onedrive", "onedrive"}, {"dropbox", "dropbox"}, {"google drive", "googledrive"}, {"googledrive", "googledrive"},
	{"マイドライブ", "googledrive"}, {"my drive", "googledrive"}, {"共有ドライブ", "googledrive"}, {"shared drives", "googledrive"},
	{"icloud", "icloud"}, {"mobile documents", "icloud"}, {"com~apple~clouddocs", "icloud"},
	{"box sync", "box"}, {"box-box", "box"},
}

// SharedKind tells whether a file lies where other computers reach it:
// "" (no), Network, onedrive, dropbox, googledrive, icloud or box.
func SharedKind(path string) string {
	dir := filepath.Dir(path)
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	parts := strings.FieldsFunc(strings.ToLower(dir+"/"+path), func(r rune) bool { return r == '/' || r == '\\' })
	for _, part := range parts[:len(parts)-1] {
		if part == "box" {
			return "box"
		}
		for _, s := range syncedFolders {
			if strings.HasPrefix(part, s.prefix) {
				return s.kind
			}
		}
	}
	if strings.HasPrefix(path, `\\`) || strings.HasPrefix(path, "//") || onNetwork(dir) {
		return Network
	}
	return ""
}
