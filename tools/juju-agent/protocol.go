package main

// The names and types of Juju's `jujuc.Request` (4.0) and `exec.ExecResponse`: gob matches fields by name.

const method = "Jujuc.Main"

// What the agent says to a command that reads its standard input and came without any.
const noStdin = "hook tool requires stdin, none supplied"

type Request struct {
	ContextId   string
	Dir         string
	CommandName string
	Args        []string
	StdinSet    bool
	Stdin       []byte
}

type ExecResponse struct {
	Code   int
	Stdout []byte
	Stderr []byte
}
