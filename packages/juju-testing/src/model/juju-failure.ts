/** A hook command's failure in Juju's words: stderr is `ERROR <message>`. */
export class JujuFailure extends Error {
  /** 2 for arguments that Juju does not accept, 1 for anything it would not do. */
  readonly status: 1 | 2;

  constructor(status: 1 | 2, message: string) {
    super(message);
    this.status = status;
  }
}

/** Exit status 2. */
export function usageError(message: string): JujuFailure {
  return new JujuFailure(2, message);
}

/** Exit status 1. */
export function runError(message: string): JujuFailure {
  return new JujuFailure(1, message);
}
