/**
 * Runs a hook's work, and keeps the process from ending before it is done.
 *
 * Node.js ends with exit status 0 as soon as nothing is left that could call back, be it in the middle of an
 * `await` that never settles; Juju takes that for a hook that succeeded. With this the exit status is then 1,
 * and a line on standard error says so. Work that rejects ends the process with exit status 1, as any
 * rejection does that nothing handles. A `process.exit()` of the charm's own keeps its status, unless
 * that is 0.
 *
 * @param work begins at once
 */
export function runToEnd(work: () => Promise<unknown>): void {
  let isDone = false;
  process.once('exit', (status) => {
    if (isDone || status !== 0) return;
    process.exitCode = 1;
    console.error('the hook ended in the middle of its work: something it waits for never came');
  });
  void work().then(() => {
    isDone = true;
  });
}
