/**
 * The real charmcraft, from PyPI. Canonical ships it as a snap, which needs a service that no CI machine of
 * ours has; its Python package packs a charm as well, on Debian and as root.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '@k8s-backup-target/tools/run';
import { installPinned } from './pinned-tool.js';

/** Debian's own Python: only for that one is there the package python3-apt, which charmcraft imports. */
const PYTHON = '/usr/bin/python3';

/** charmcraft reads from it for which release of Ubuntu it may pack without a container. */
const OS_RELEASE = `NAME="Ubuntu"
ID=ubuntu
ID_LIKE=debian
VERSION_ID="24.04"
VERSION_CODENAME=noble
`;

/** Why charmcraft cannot run on this machine; undefined where it can. */
export function whyNoCharmcraft(): string | undefined {
  if (process.getuid?.() !== 0) return 'charmcraft packs without a container as root only';
  if (spawnSync(PYTHON, ['-c', 'import apt, venv']).status !== 0)
    return `${PYTHON} lacks the Debian packages python3-apt and python3-venv`;
  if (spawnSync('unshare', ['--mount', 'true']).status !== 0)
    return 'no mount namespace can be made here';
  return spawnSync('unzip', ['-v']).status === 0 ? undefined : 'there is no unzip on PATH';
}

/** Installs charmcraft from PyPI, unless these very versions are there already. Returns its program. */
export function installCharmcraft(): Promise<string> {
  return installPinned({ name: 'charmcraft', python: PYTHON, options: ['--system-site-packages'] });
}

/**
 * Packs the charm in a folder and returns the .charm file.
 *
 * It runs in a mount namespace of its own, in which the machine calls itself the Ubuntu of the charm's base.
 */
export async function packCharm(charmcraft: string, folder: string): Promise<string> {
  const command = join(folder, '.charmcraft');
  writeFileSync(command, charmcraftCommand(charmcraft));
  await run(folder, ['sh', command, 'pack']);
  const name = /^name: (.*)$/m.exec(readFileSync(join(folder, 'charmcraft.yaml'), 'utf8'))?.[1];
  return join(folder, `${name}_amd64.charm`);
}

/** The text of a command `charmcraft` that packs as `packCharm` does, in the folder that it is started in. */
export function charmcraftCommand(charmcraft: string): string {
  return `#!/bin/sh
release="$(mktemp)"
trap 'rm -f "$release"' EXIT
cat > "$release" <<'END'
${OS_RELEASE}END
unshare --mount sh -c 'mount --bind "$1" "$(readlink -f /etc/os-release)" && exec "$2" "$3" --destructive-mode --platform amd64' sh "$release" '${charmcraft}' "$1"
`;
}
