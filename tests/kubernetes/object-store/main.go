// Command object-store is a plugin for Velero's server, which keeps the objects of a backup storage
// location as files: an object is the file <root>/<bucket>/<key>. It also takes snapshots of volumes, as the
// plugin for AWS does, but for the snapshot itself.
package main

import (
	"os"

	"github.com/sirupsen/logrus"
	"github.com/vmware-tanzu/velero/pkg/plugin/framework"

	"k8s-backup-target/tests/kubernetes-api/lifetime"
)

func main() {
	// Velero hands its own standard input down: a server that is killed leaves no plugin behind.
	go lifetime.EndWithInput(os.Stdin, func(error) { os.Exit(0) })
	framework.NewServer().
		RegisterObjectStore("k8s-backup-target.test/files", func(logrus.FieldLogger) (any, error) {
			return &files{}, nil
		}).
		RegisterVolumeSnapshotter("velero.io/aws", func(logrus.FieldLogger) (any, error) {
			return &snapshotter{}, nil
		}).
		Serve()
}
