// Package etcd runs the storage of a Kubernetes API for tests.
package etcd

import (
	"context"
	"errors"
	"net/url"
	"path/filepath"

	"go.etcd.io/etcd/server/v3/embed"
)

// Server is a running etcd.
type Server struct{ *embed.Etcd }

// Start runs a one-member etcd inside this process. It listens on sockets in dir alone: there is no
// port to collide with another test run's, and no other process on the machine can reach the storage.
func Start(ctx context.Context, dir string) (*Server, error) {
	config := embed.NewConfig()
	config.Dir = filepath.Join(dir, "data")
	config.ListenClientUrls = []url.URL{socket(dir, "client")}
	config.ListenPeerUrls = []url.URL{socket(dir, "peer")}
	// What it advertises to other members and their clients stays the default: there are none to read it.
	config.LogLevel = "error"
	// The one member elects itself when this time is over: the default is most of the time to start.
	config.TickMs, config.ElectionMs = 10, 100
	// The data does not outlive the process, so nothing is gained by waiting for the disk.
	config.UnsafeNoFsync = true
	started, err := embed.StartEtcd(config)
	if err != nil {
		return nil, err
	}
	return &Server{started}, await(ctx, started)
}

func socket(dir, name string) url.URL {
	return url.URL{Scheme: "unix", Path: filepath.Join(dir, name)}
}

func await(ctx context.Context, started *embed.Etcd) error {
	select {
	case <-started.Server.ReadyNotify():
		return nil
	case err := <-started.Err():
		return err
	case <-started.Server.StopNotify():
		return errors.New("stopped while it started")
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// Endpoint is the URL of the socket that clients reach it by.
func (s *Server) Endpoint() string {
	return s.Config().ListenClientUrls[0].String()
}
