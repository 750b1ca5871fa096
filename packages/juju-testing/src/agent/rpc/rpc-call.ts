/** A client's request: `jujuc.Request`. */
export interface RpcCall {
  readonly contextId: string;
  /** The client's working directory, against which it means relative paths. */
  readonly dir: string;
  readonly command: string;
  readonly args: readonly string[];
}

/** The end of a call: answered, with an error of the agent itself, with the connection cut, or never. */
export type RpcOutcome =
  | { readonly status: number; readonly stdout: string; readonly stderr: string }
  | { readonly error: string }
  | 'cut'
  | 'hang';

/**
 * Executes a call.
 *
 * @param stdin asks the client for its standard input; rejects if the client has none to give
 */
export type ExecuteCall = (call: RpcCall, stdin: () => Promise<Uint8Array>) => Promise<RpcOutcome>;
