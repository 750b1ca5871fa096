package main

import (
	"fmt"
	"io"
	"net/rpc"
	"os"
)

// runHookCommand asks the agent to run a hook command, and returns the exit status.
func runHookCommand(name string, args []string) int {
	response, err := ask(name, args)
	if err != nil {
		fmt.Fprintf(os.Stderr, "ERROR %v\n", err)
		return 1
	}
	os.Stdout.Write(response.Stdout)
	os.Stderr.Write(response.Stderr)
	return response.Code
}

func ask(name string, args []string) (*ExecResponse, error) {
	dir, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	contextId, ok := os.LookupEnv("JUJU_CONTEXT_ID")
	if !ok {
		return nil, fmt.Errorf("JUJU_CONTEXT_ID not set")
	}
	client, err := rpc.Dial(os.Getenv("JUJU_AGENT_SOCKET_NETWORK"), os.Getenv("JUJU_AGENT_SOCKET_ADDRESS"))
	if err != nil {
		return nil, err
	}
	defer client.Close()
	request := Request{ContextId: contextId, Dir: dir, CommandName: name, Args: args}
	response := new(ExecResponse)
	err = client.Call(method, request, response)
	if err != nil && err.Error() == noStdin {
		if request.Stdin, err = io.ReadAll(os.Stdin); err != nil {
			return nil, err
		}
		request.StdinSet = true
		err = client.Call(method, request, response)
	}
	return response, err
}
