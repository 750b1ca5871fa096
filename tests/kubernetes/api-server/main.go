// Command api-server serves a whole Kubernetes API for tests: the real kube-apiserver over an etcd of its
// own, on a free port of 127.0.0.1, with all of Velero's definitions. It prints one JSON line with how to
// reach it, and runs until standard input closes or it is asked to terminate. Then it removes its folder.
//
// SIGUSR1 takes it off the network, SIGUSR2 brings it back on the same port: an API that is down for a
// while. Each is confirmed by a line on standard output, "down" and "up".
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"k8s-backup-target/tests/kubernetes-api/etcd"
	"k8s-backup-target/tests/kubernetes-api/lifetime"
	"k8s-backup-target/tests/kubernetes/folder"
)

// startTimeout turns a start that hangs into an error that says so. It does not measure speed.
const startTimeout = 5 * time.Minute

// connection is the line on standard output: all that a client needs.
type connection struct {
	URL    string `json:"url"`
	CAData string `json:"caData"`
	// Token is an administrator's.
	Token string `json:"token"`
	// Folder is removed when the server ends, after Velero, which may keep its files there.
	Folder string `json:"folder"`
}

func main() {
	authorization := flag.String("authorization", "AlwaysAllow", "AlwaysAllow or RBAC")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	// Where the process that reads the log is gone, writing to it must not end this one before it has
	// removed its files.
	signal.Ignore(syscall.SIGPIPE)
	if err := run(ctx, *authorization, os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "api-server:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, authorization string, in io.Reader, out io.Writer) (err error) {
	dir, err := folder.Make()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, dir.RemoveWhenUnused()) }()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	go lifetime.EndWithInput(in, cancel)

	storage, err := etcd.Start(ctx, dir.Path)
	if err != nil {
		return fmt.Errorf("etcd: %w", err)
	}
	defer storage.Close()
	return serve(ctx, dir.Path, storage.Endpoint(), authorization, out)
}

// serve returns once ctx is done, without the server's own long farewell to its watchers: nothing that it
// holds outlives the process.
func serve(ctx context.Context, dir, etcdEndpoint, authorization string, out io.Writer) error {
	listener, err := listen()
	if err != nil {
		return err
	}
	settings, err := newSettings(dir, etcdEndpoint, authorization)
	if err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- runServer(ctx, settings, listener) }()
	reached, err := awaitServer(ctx, settings, listener, ended)
	if err != nil {
		return err
	}
	reached.Folder = dir
	if err := json.NewEncoder(out).Encode(reached); err != nil {
		return err
	}
	go listener.follow(signals(), out)
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
		return nil
	}
}

func awaitServer(ctx context.Context, settings *settings, listener *gate, ended <-chan error) (*connection, error) {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	ready := make(chan error, 1)
	var reached *connection
	go func() {
		var err error
		reached, err = prepare(ctx, settings, listener)
		ready <- err
	}()
	select {
	case err := <-ended:
		return nil, errors.Join(errors.New("the API server ended before it was ready"), err)
	case err := <-ready:
		return reached, err
	}
}

func signals() <-chan os.Signal {
	received := make(chan os.Signal, 1)
	signal.Notify(received, syscall.SIGUSR1, syscall.SIGUSR2)
	return received
}
