import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXAMPLES, kbt } from '../testing/kbt.js';
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

  it('offers the applications of the files, of the unit or of the cluster', async () => {
    const env = { PATH: `${EXAMPLES}${delimiter}${process.env['PATH']}`, KBT_UNIT: 'integrator/0' };
    expect(await offered(['why', 'wo'], env)).toEqual(['wordpress']);
    expect(await offered(['why', ''], { ...env, KBT_UNIT: '' })).toEqual([]);
    const unit = ['--unit', 'integrator/0'];
    expect(await offered(['why', ...unit, 's'], { ...env, KBT_UNIT: '' })).toEqual(['shop']);
    const file = 'juju-show-unit-integrator-0.json';
    expect(await offered(['status', file, 'rep'])).toEqual(['reports']);
    expect(await offered(['render', file, '--app', 'led'])).toEqual(['ledger']);
    expect(await offered(['backups', 'velero.json', 'leg'])).toEqual(['legacy']);
    expect(await offered(['targets', 'nowhere.json', 'x'])).toEqual([]);
  });

  it('offers no name that a shell would trip over', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kbt-complete-'));
    const file = join(folder, 'databag.json');
    const entry = (app: string) => ({ app, relation_name: 'backup', model: 'm', spec: {} });
    writeFileSync(
      file,
      JSON.stringify([entry('good'), entry('$(id)'), entry('a\nb'), entry('-x')]),
    );
    const found = await offered(['status', file, '']);
    rmSync(folder, { recursive: true });
    expect(found.filter((word) => !word.includes('.') && word !== 'juju')).toEqual(['good']);
  });
});
