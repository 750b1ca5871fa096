export { type AgentSocketOptions, type AgentSocketRunner, agentSocket } from './agent-socket.js';
