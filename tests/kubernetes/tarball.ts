import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const LISTED = /^resources\/([^/]+)\/(?:namespaces\/([^/]+)|cluster)\/([^/]+)\.json$/;

/**
 * The objects that a backup's tarball holds, sorted, as `plural.group/namespace/name`: without a group for
 * core types, with an empty namespace for cluster-scoped ones. Each is there once more for its
 * preferred version; that copy is not listed.
 */
export async function keysOfTarball(path: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)('tar', ['-tzf', path], { maxBuffer: 2 ** 28 });
  const keys = stdout.split('\n').flatMap((entry) => {
    const [, type, namespace = '', name] = LISTED.exec(entry) ?? [];
    return type === undefined ? [] : [`${type}/${namespace}/${name}`];
  });
  return [...new Set(keys)].sort();
}
