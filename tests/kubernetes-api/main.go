// Command kubernetes-api serves a Kubernetes API that knows Velero's Backups and Schedules, for tests:
// the real apiextensions-apiserver over an etcd of its own, on a free port of 127.0.0.1. It prints one
// JSON line with how to reach it, and runs until standard input closes or it is asked to terminate.
package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"k8s-backup-target/tests/kubernetes-api/definitions"
	"k8s-backup-target/tests/kubernetes-api/etcd"
	"k8s-backup-target/tests/kubernetes-api/lifetime"
)

// startTimeout turns a start that hangs into an error that says so. It does not measure speed.
const startTimeout = 5 * time.Minute

// connection is the line on standard output: all that a client needs.
type connection struct {
	URL    string `json:"url"`
	CAData string `json:"caData"`
	Token  string `json:"token"`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	// Where the process that reads the log is gone, writing to it must not end this one before it has
	// removed its files.
	signal.Ignore(syscall.SIGPIPE)
	if err := run(ctx, os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "kubernetes-api:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, in io.Reader, out io.Writer) (err error) {
	dir, err := os.MkdirTemp("", "kubernetes-api-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	go lifetime.EndWithInput(in, cancel)

	storage, err := etcd.Start(ctx, dir)
	if err != nil {
		return fmt.Errorf("etcd: %w", err)
	}
	defer storage.Close()
	return serve(ctx, storage.Endpoint(), out)
}

func serve(ctx context.Context, etcdEndpoint string, out io.Writer) error {
	token := rand.Text()
	api, err := newAPI(etcdEndpoint, token)
	if err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- api.run(ctx) }()
	if err := prepare(ctx, api, ended); err != nil {
		return err
	}
	line := connection{URL: api.url, CAData: api.caData, Token: token}
	if err := json.NewEncoder(out).Encode(line); err != nil {
		return err
	}
	return <-ended
}

func prepare(ctx context.Context, api *api, ended <-chan error) error {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	served, err := definitionsOf(servedKinds)
	if err != nil {
		return err
	}
	ready := make(chan error, 1)
	go func() { ready <- definitions.Install(ctx, api.client, served) }()
	select {
	case err := <-ended:
		return errors.Join(errors.New("the API server ended before it was ready"), err)
	case err := <-ready:
		return err
	}
}
