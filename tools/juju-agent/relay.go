package main

import (
	"io"
	"net"
	"net/rpc"
	"os"
)

// Jujuc is what `Jujuc.Main` is called on, for one connection.
type Jujuc struct {
	agent *rpc.Client
}

// Main hands a request on to the agent, and its answer or error back.
func (jujuc *Jujuc) Main(request Request, response *ExecResponse) error {
	return jujuc.agent.Call(method, request, response)
}

// relay listens on a unix socket at path until standard input ends, and then removes it.
func relay(path, agent string) error {
	listener, err := net.Listen("unix", path)
	if err != nil {
		return err
	}
	go func() {
		io.Copy(io.Discard, os.Stdin)
		listener.Close()
	}()
	os.Stdout.WriteString("listening\n")
	for {
		connection, err := listener.Accept()
		if err != nil {
			return nil
		}
		go serve(connection, agent)
	}
}

func serve(connection net.Conn, agent string) {
	client, err := rpc.Dial("unix", agent)
	if err != nil {
		connection.Close()
		return
	}
	defer client.Close()
	server := rpc.NewServer()
	if err := server.Register(&Jujuc{client}); err != nil {
		connection.Close()
		return
	}
	server.ServeConn(connection)
}
