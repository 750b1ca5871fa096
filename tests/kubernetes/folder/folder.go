// Package folder is the temporary folder that the processes of one cluster share. Each holds a lock on it
// while it runs, which the system releases however it ends; the one that made it removes it last.
package folder

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

const lockName = "lock"

// removeTimeout is how long the others may take to end.
const removeTimeout = 20 * time.Second

// Folder is a temporary folder.
type Folder struct{ Path string }

// Make makes a new one.
func Make() (*Folder, error) {
	path, err := os.MkdirTemp("", "kubernetes-")
	if err != nil {
		return nil, err
	}
	return &Folder{path}, os.WriteFile(filepath.Join(path, lockName), nil, 0o600)
}

// Use keeps the folder at path until this process ends. Its result must stay referenced.
func Use(path string) (*os.File, error) {
	return lock(path, syscall.LOCK_SH)
}

// RemoveWhenUnused waits for the processes that use the folder, and removes it.
func (f *Folder) RemoveWhenUnused() error {
	for deadline := time.Now().Add(removeTimeout); time.Now().Before(deadline); {
		held, err := lock(f.Path, syscall.LOCK_EX|syscall.LOCK_NB)
		if errors.Is(err, syscall.EWOULDBLOCK) {
			time.Sleep(50 * time.Millisecond)
			continue
		}
		if err == nil {
			defer held.Close()
		}
		break
	}
	return os.RemoveAll(f.Path)
}

func lock(path string, how int) (*os.File, error) {
	file, err := os.Open(filepath.Join(path, lockName))
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(file.Fd()), how); err != nil {
		file.Close()
		return nil, err
	}
	return file, nil
}
