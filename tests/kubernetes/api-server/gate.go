package main

import (
	"fmt"
	"io"
	"net"
	"os"
	"sync"
	"syscall"
)

// A gate is a listener on a free port of 127.0.0.1 that can be shut and opened again. While it is shut
// nothing listens there: clients are refused, and the connections they had are closed.
type gate struct {
	address net.Addr
	mutex   sync.Mutex
	opened  *sync.Cond
	// current is nil while the gate is shut.
	current net.Listener
	closed  bool
	taken   map[net.Conn]struct{}
}

func listen() (*gate, error) {
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	made := &gate{address: listener.Addr(), current: listener, taken: map[net.Conn]struct{}{}}
	made.opened = sync.NewCond(&made.mutex)
	return made, nil
}

func (g *gate) Addr() net.Addr { return g.address }

// Accept waits while the gate is shut.
func (g *gate) Accept() (net.Conn, error) {
	for {
		listener := g.awaitOpen()
		if listener == nil {
			return nil, net.ErrClosed
		}
		if connection, err := listener.Accept(); err == nil {
			if g.take(connection, listener) {
				return &taken{connection.(*net.TCPConn), g}, nil
			}
		} else if g.isCurrent(listener) {
			return nil, err
		}
	}
}

func (g *gate) awaitOpen() net.Listener {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	for g.current == nil && !g.closed {
		g.opened.Wait()
	}
	return g.current
}

func (g *gate) isCurrent(listener net.Listener) bool {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	return g.current == listener
}

// take remembers a connection, or closes one that arrived as the gate was shut.
func (g *gate) take(connection net.Conn, listener net.Listener) bool {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	if g.current != listener {
		connection.Close()
		return false
	}
	g.taken[connection] = struct{}{}
	return true
}

// Close shuts the gate for good.
func (g *gate) Close() error {
	g.mutex.Lock()
	g.closed = true
	g.mutex.Unlock()
	g.shut()
	g.opened.Broadcast()
	return nil
}

func (g *gate) shut() {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	if g.current != nil {
		g.current.Close()
	}
	g.current = nil
	for connection := range g.taken {
		connection.Close()
	}
	clear(g.taken)
}

func (g *gate) open() error {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	if g.current != nil {
		return nil
	}
	listener, err := net.Listen("tcp4", g.address.String())
	if err != nil {
		return err
	}
	g.current = listener
	g.opened.Broadcast()
	return nil
}

// follow shuts and opens the gate as signals ask, and confirms each.
func (g *gate) follow(signals <-chan os.Signal, out io.Writer) {
	for signal := range signals {
		if signal == syscall.SIGUSR1 {
			g.shut()
			fmt.Fprintln(out, "down")
		} else if err := g.open(); err == nil {
			fmt.Fprintln(out, "up")
		} else {
			fmt.Fprintln(out, err)
		}
	}
}

// taken is a connection that its gate forgets when it is closed.
type taken struct {
	*net.TCPConn
	gate *gate
}

func (t *taken) Close() error {
	t.gate.mutex.Lock()
	delete(t.gate.taken, t.TCPConn)
	t.gate.mutex.Unlock()
	return t.TCPConn.Close()
}
