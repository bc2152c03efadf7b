package store

import "golang.org/x/sys/unix"

// onNetwork knows NFS, SMB, AFS, Ceph, 9P and FUSE (sshfs, rclone, cloud drives) by their file system numbers.
func onNetwork(dir string) bool {
	var s unix.Statfs_t
	if unix.Statfs(dir, &s) != nil {
		return false
	}
	switch uint32(s.Type) {
	case unix.NFS_SUPER_MAGIC, unix.SMB_SUPER_MAGIC, 0xff534d42, 0xfe534d42, unix.AFS_SUPER_MAGIC, 0x00c36400,
		unix.V9FS_MAGIC, unix.FUSE_SUPER_MAGIC:
		return true
	}
	return false
}
