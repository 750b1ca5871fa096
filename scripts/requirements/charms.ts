/** What each Python charm is packed with: the versions that its `pyproject.toml` chooses, and their hashes. */
import { join } from 'node:path';
import { PYTHON } from '@k8s-backup-target/tools/python-environment';
import { run } from '@k8s-backup-target/tools/run';

/** The folders of the charms that uv installs. */
export const CHARMS = [
  'examples/python-provider-charm',
  'examples/python-integrator-charm',
] as const;

const STYLE = ['--no-annotate', '--no-header'] as const;

/**
 * Writes the charm's `uv.lock`, from which charmcraft installs, and returns the same as requirements with hashes.
 *
 * The lock names the registry that it was made with, so it is made where it is needed and not committed. What
 * the repository itself holds is left out: it has no hash before it is on a registry.
 *
 * @throws Error when the chosen versions contradict each other, or the registry lacks one.
 */
export async function lock(charm: string): Promise<string> {
  const uv = [join(process.cwd(), PYTHON), '-m', 'uv'] as const;
  await run(charm, [...uv, 'lock', '--quiet']);
  return run(charm, [...uv, 'export', '--quiet', '--locked', '--no-emit-local', ...STYLE]);
}

/** The file that holds what `lock` returns. */
export function requirementsOf(charm: string): string {
  return join(charm, 'requirements.txt');
}
