// Room: Hook commands over the socket of the agent, without a process each. May import agent-protocol.
export { type AgentSocketOptions, type AgentSocketRunner, agentSocket } from './agent-socket.js';
