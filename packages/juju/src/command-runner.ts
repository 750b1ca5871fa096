/** The outcome of a hook command. */
export interface CommandResult {
  /** The exit status; null if a signal ended the process. */
  readonly status: number | null;
  /** The signal that ended the process, e.g. `SIGKILL`; null if it exited by itself. */
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs one hook command to its end. A failing exit status is a result, not an exception; it
 * rejects only with a `HookCommandError`, for a command that could not be run at all or not to
 * its end.
 *
 * @param stdin what the command reads from its standard input; empty input if absent
 */
export type CommandRunner = (
  command: string,
  args: readonly string[],
  stdin?: string,
) => Promise<CommandResult>;
