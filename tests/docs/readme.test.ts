import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JujuAgent, JujuSimulator, type Relation, runHook } from '@k8s-backup-target/juju-testing';
import { snippets } from '@k8s-backup-target/tools/run-snippet';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { registryLines } from '../../scripts/registry/lines.js';
import { makeSampleCharm } from './charm-samples.js';

let agent: JujuAgent;
let folder: string;
let simulator: JujuSimulator;
let relation: Relation;

beforeAll(async () => {
  agent = await JujuAgent.start();
  folder = await mkdtemp(join(await realpath(tmpdir()), 'readme-'));
});

afterAll(async () => {
  await agent.close();
  await rm(folder, { recursive: true });
});

beforeEach(() => {
  simulator = new JujuSimulator({ name: 'my-model' });
});

function snippetWith(document: string, text: string): string {
  const found = snippets(document, 'ts').find((code) => code.includes(text));
  if (found === undefined) throw new Error(`${document} shows no ${text}`);
  return found;
}

async function relate(provider: string | undefined, requirer: string | undefined): Promise<void> {
  simulator.addApplication('my-app', provider === undefined ? {} : { charmDir: provider });
  simulator.addApplication('req', requirer === undefined ? {} : { charmDir: requirer });
  relation = simulator.relate('my-app:backup', 'req:k8s-backup-target');
  await simulator.settle();
}

describe.each(['README.md', 'packages/provider/README.md'])('the provider in %s', (document) => {
  it('publishes its spec', async () => {
    const code = snippetWith(document, 'new K8sBackupTargetProvider');
    await relate(await makeSampleCharm(code, folder), undefined);
    const record = await runHook(simulator, 'my-app/0', 'config-changed', { agent });
    expect(record).toMatchObject({ succeeded: true, stderr: '' });
    expect(JSON.parse(simulator.databag(relation, 'my-app')['backup_targets'] ?? '')).toMatchObject(
      [{ app: 'my-app', spec: { include_namespaces: ['my-namespace'], ttl: '720h' } }],
    );
  });
});

describe.each(['README.md', 'packages/requirer/README.md'])('the requirer in %s', (document) => {
  it('reads the target and what was refused', async () => {
    const code = snippetWith(document, 'new K8sBackupTargetRequirer');
    await relate(undefined, await makeSampleCharm(code, folder));
    const entry = {
      app: 'my-app',
      relation_name: 'backup',
      model: 'my-model',
      spec: { ttl: '72h' },
    };
    simulator.setDatabag(relation, 'my-app', { backup_targets: JSON.stringify([entry, {}]) });
    const record = await runHook(simulator, 'req/0', 'update-status', { agent });
    expect(record).toMatchObject({ succeeded: true, stderr: '', status: { status: 'active' } });
    expect(record.status.message).toMatch(/^1 .*72h$/);
  });
});

describe('README.md', () => {
  it('shows what kbt prints, as its own README does', () => {
    const [shown = ''] = snippets('README.md', 'console');
    expect(shown).toContain('kbt why shop');
    expect(textOf('packages/cli/README.md')).toContain(shown.trim());
  });

  it('draws the chain as the first page does', () => {
    const [chain = ''] = snippets('README.md', 'text');
    expect(snippets('docs/start/what-it-is.md', 'text')).toContain(chain);
  });

  it('says what npm run registry prints', () => {
    const [, lines = ''] = snippets('docs/start/what-it-is.md', 'text');
    const address = 'http://127.0.0.1:4873';
    const printed = registryLines(address, '/path/to/the/clone/dist/registry/python');
    expect(lines.trim().split('\n')).toEqual(printed);
  });

  it('has at most 600 words of prose', () => {
    const prose = textOf('README.md')
      .replaceAll(/^```[\s\S]*?^```$/gm, '')
      .replaceAll(/\]\([^)]*\)/g, '');
    expect(prose.match(/\w[\w'@./:-]*/g)?.length).toBeLessThanOrEqual(600);
  });

  it('shows Python that runs in a charm', () => {
    const body = snippets('README.md', 'python').join('\n').replaceAll(/^/gm, '        ');
    const program = `
import ops
from ops import testing
from k8s_backup_target.testing import published, relation_for_provider, relation_for_requirer

class Charm(ops.CharmBase):
    def __init__(self, framework):
        super().__init__(framework)
${body}
        self.found = targets, issues, spec

META = {
    "name": "some-charm",
    "provides": {"backup": {"interface": "k8s_backup_target"}},
    "requires": {"k8s-backup-target": {"interface": "k8s_backup_target"}},
}
context = testing.Context(Charm, meta=META)
relation = relation_for_provider("backup")
other = relation_for_requirer("k8s-backup-target", remote_app_name="my-app")
broken = relation_for_requirer("k8s-backup-target", databag={"backup_targets": "[{}]"})
state = testing.State(leader=True, relations=[relation, other, broken])
with context(context.on.config_changed(), state) as manager:
    state = manager.run()
    targets, issues, spec = manager.charm.found
    (own,) = published(state.get_relation(relation.id))
    print(own.spec.ttl, len(targets), len(issues), spec is not None)
`;
    expect(execFileSync('.venv/bin/python', ['-c', program], { encoding: 'utf8' })).toBe(
      '720h 1 4 True\n',
    );
  });

  it('shows the two commands for a fresh clone, and no script that is not there', () => {
    const manifest = JSON.parse(textOf('package.json'));
    const text = textOf('README.md');
    expect(text).toContain('npm ci && npm run demo');
    expect(text).toContain('npm ci && npm test');
    const scripts = [...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name]) => name);
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(scripts));
  });
});

function textOf(document: string): string {
  return readFileSync(document, 'utf8');
}
