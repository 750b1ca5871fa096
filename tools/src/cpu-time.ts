/**
 * What `work` returns, and the seconds of processor time that it takes. Other processes do not count: a
 * bound on these holds on a busy machine too, and still finds what takes more than linear time.
 */
export function withCpuSeconds<T>(work: () => T): readonly [value: T, cpuSeconds: number] {
  const start = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(start);
  return [value, (user + system) / 1e6];
}
