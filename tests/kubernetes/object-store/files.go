package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/vmware-tanzu/velero/pkg/plugin/framework"
)

// rootKey is the setting of the storage location that names the folder.
const rootKey = "root"

// files implements Velero's ObjectStore.
type files struct{ root string }

func (f *files) Init(config map[string]string) error {
	f.root = config[rootKey]
	if f.root == "" {
		return errors.New("the storage location has no config." + rootKey)
	}
	return framework.ValidateObjectStoreConfigKeys(config, rootKey)
}

// PutObject writes next to the file and renames, so half an object is never read.
func (f *files) PutObject(bucket, key string, body io.Reader) error {
	path := f.path(bucket, key)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(path), unfinished)
	if err != nil {
		return err
	}
	_, err = io.Copy(file, body)
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}

func (f *files) ObjectExists(bucket, key string) (bool, error) {
	_, err := os.Stat(f.path(bucket, key))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

func (f *files) GetObject(bucket, key string) (io.ReadCloser, error) {
	return os.Open(f.path(bucket, key))
}

func (f *files) ListCommonPrefixes(bucket, prefix, delimiter string) ([]string, error) {
	keys, err := f.ListObjects(bucket, prefix)
	if err != nil {
		return nil, err
	}
	var prefixes []string
	for _, key := range keys {
		if before, _, found := strings.Cut(key[len(prefix):], delimiter); found {
			prefixes = append(prefixes, prefix+before+delimiter)
		}
	}
	return slices.Compact(prefixes), nil
}

func (f *files) ListObjects(bucket, prefix string) ([]string, error) {
	var keys []string
	root := f.path(bucket, "")
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), unfinished) {
			return err
		}
		key, err := filepath.Rel(root, path)
		if strings.HasPrefix(key, prefix) {
			keys = append(keys, key)
		}
		return err
	})
	slices.Sort(keys)
	return keys, err
}

func (f *files) DeleteObject(bucket, key string) error {
	return os.Remove(f.path(bucket, key))
}

func (f *files) CreateSignedURL(bucket, key string, _ time.Duration) (string, error) {
	return "file://" + f.path(bucket, key), nil
}

func (f *files) path(bucket, key string) string {
	return filepath.Join(f.root, bucket, key)
}

// unfinished begins the names of files that are being written.
const unfinished = ".unfinished-"
