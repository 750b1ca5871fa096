// Command velero is Velero's own command for tests. It differs in two ways: nothing in it listens on a
// fixed port, so several can run side by side, and it ends with the process that started it.
//
// FOLDER names the temporary folder of its cluster, which stays as long as it runs.
package main

import (
	"fmt"
	"os"
	"runtime"
	"syscall"
	"time"

	"github.com/vmware-tanzu/velero/pkg/cmd/velero"
	metrics "sigs.k8s.io/controller-runtime/pkg/metrics/server"

	"k8s-backup-target/tests/kubernetes-api/lifetime"
	"k8s-backup-target/tests/kubernetes/folder"
)

// stopTimeout is how long the server may take to stop when it is asked to.
const stopTimeout = 5 * time.Second

func main() {
	used, err := folder.Use(os.Getenv("FOLDER"))
	if err != nil {
		fmt.Fprintln(os.Stderr, "velero: no folder to use:", err)
		os.Exit(1)
	}
	defer runtime.KeepAlive(used)
	go lifetime.EndWithInput(os.Stdin, stop)
	// The server's manager asks for no other address.
	metrics.DefaultBindAddress = "0"
	if err := velero.NewCommand("velero").Execute(); err != nil {
		os.Exit(1)
	}
}

func stop(error) {
	_ = syscall.Kill(os.Getpid(), syscall.SIGTERM)
	time.Sleep(stopTimeout)
	os.Exit(1)
}
