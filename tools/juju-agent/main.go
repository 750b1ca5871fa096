// Both ends of the agent's socket in Go's own net/rpc and encoding/gob, as Juju has them.
//
// Run by the name of a hook command, it is that hook command: it asks the agent that the hook's environment
// names, and costs what Juju's own do. Run as `juju-agent relay PATH AGENT`, it listens at PATH as Juju's
// agent does and hands each request on to the agent at AGENT, until its standard input ends.
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if len(os.Args) == 4 && os.Args[1] == "relay" {
		if err := relay(os.Args[2], os.Args[3]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(runHookCommand(filepath.Base(os.Args[0]), os.Args[1:]))
}
