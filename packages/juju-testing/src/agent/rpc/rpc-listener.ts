// Room: The protocol of hook commands, from the side of the agent. May import no other room.
import { once } from 'node:events';
import { chmod } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import type { ExecuteCall } from './rpc-call.js';
import { serveAgentRpc } from './rpc-connection.js';

/** Listens where a hook's environment says that Juju's agent does: on a unix socket. */
export class RpcListener {
  readonly #server: Server;
  readonly #sockets: Set<Socket> = new Set();

  private constructor(server: Server) {
    this.#server = server;
  }

  /** @param path where the socket comes to be, for the owner alone as Juju's is (mode 0700) */
  static async start(path: string, execute: ExecuteCall): Promise<RpcListener> {
    const server = createServer();
    const listener = new RpcListener(server);
    server.on('connection', (socket) => {
      listener.#sockets.add(socket);
      socket.on('close', () => listener.#sockets.delete(socket));
      // A client may be killed at any time; that is the hook's concern.
      socket.on('error', () => undefined);
      serveAgentRpc(socket, execute);
    });
    await once(server.listen(path), 'listening');
    await chmod(path, 0o700);
    return listener;
  }

  /** Stops listening, removes the socket and drops every connection. */
  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}
