// Command backup-controller asks Velero's own backup controller whether it would run a Backup: one JSON
// question per line on standard input, one JSON answer per line on standard output, in the same order. Its
// cluster is in memory, and nothing is backed up.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
)

// question is a Backup and what the controller reads beside it.
type question struct {
	// Backup is the spec alone.
	Backup json.RawMessage `json:"backup"`
	// Objects are whole: Namespaces, ConfigMaps, BackupStorageLocations, VolumeSnapshotLocations.
	Objects []json.RawMessage `json:"objects"`
}

// answer says what the controller made of a Backup.
type answer struct {
	// Unreadable says why the server could not decode an object; the rest is empty then.
	Unreadable string `json:"unreadable,omitempty"`
	// ValidationErrors are those of the Backup's status: with none, it would run.
	ValidationErrors []string `json:"validationErrors"`
}

func main() {
	if err := serve(); err != nil {
		fmt.Fprintln(os.Stderr, "backup-controller:", err)
		os.Exit(1)
	}
}

func serve() error {
	controller, err := newController()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	decoder, encoder := json.NewDecoder(bufio.NewReader(os.Stdin)), json.NewEncoder(out)
	for decoder.More() {
		var asked question
		if err := decoder.Decode(&asked); err != nil {
			return err
		}
		given, err := controller.judge(asked)
		if err != nil {
			return err
		}
		if err := encoder.Encode(given); err != nil {
			return err
		}
	}
	return nil
}
