import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';
import { kubeconfigFor } from '../testing/recording-api.js';

async function offered(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { stdout } = await kbt(['complete', '--', ...words], { env });
  return stdout.split('\n').flatMap((line) => /^([^:\t]+)\t/.exec(line)?.[1] ?? []);
}

describe('completion of values', () => {
  it('offers the contexts of the kubeconfigs that can be read', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kbt-complete-'));
    const [good, broken] = [join(folder, 'good'), join(folder, 'broken')];
    writeFileSync(good, kubeconfigFor('http://127.0.0.1:9'));
    writeFileSync(broken, 'contexts: [');
    const KUBECONFIG = [join(folder, 'missing'), broken, good].join(delimiter);
    expect(await offered(['status', '--context', ''], { KUBECONFIG })).toEqual(['lab']);
    expect(await offered(['status', '--context', ''], { KUBECONFIG: broken })).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it('offers rules, fields, commands and releases', async () => {
    expect(await offered(['explain', 'persistent-vol'])).toContain('persistent-volumes-lost');
    expect(await offered(['explain', 'include_n'])).toContain('include_namespaces');
    expect(await offered(['rbac', 'st'])).toEqual(['status']);
    expect(await offered(['preview', '--velero-version', '1.18'])).toContain('1.18.3');
  });
});
