/** What a listing on Charmhub asks of the example charms, and what each has in common with its twin. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  JujuAgent,
  JujuSimulator,
  type Relation,
  settleProcesses,
} from '@k8s-backup-target/juju-testing';
import {
  makePythonCharms,
  type PythonCharms,
  TYPESCRIPT_PROVIDER,
} from '@k8s-backup-target/tools/charm-folders';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const EXAMPLES = join(import.meta.dirname, '../../examples');
const PROVIDERS = ['provider-charm', 'python-provider-charm'] as const;
const INTEGRATORS = ['integrator-charm', 'python-integrator-charm'] as const;
const PYTHON_CHARMS = ['python-provider-charm', 'python-integrator-charm'] as const;

/** Of Juju's two ways to hook commands, `ops` knows one. */
const TYPESCRIPT_OPTIONS = ['agent-socket'];

/** What a listing asks for under `links`, at addresses of the charm's own. */
const OWN_LINKS = ['documentation', 'issues', 'source'];

interface Endpoint {
  readonly interface: string;
  readonly optional?: boolean;
  readonly description?: string;
}

interface Metadata {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly description: string;
  readonly links?: Readonly<Record<string, string>>;
  readonly requires?: Readonly<Record<string, Endpoint>>;
  readonly provides?: Readonly<Record<string, Endpoint>>;
  readonly peers?: Readonly<Record<string, Endpoint>>;
  readonly parts: Readonly<
    Record<string, { readonly plugin: string; readonly prime?: readonly string[] }>
  >;
  readonly config: {
    readonly options: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  readonly actions: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function metadataOf(charm: string): Metadata {
  return parse(readFileSync(join(EXAMPLES, charm, 'charmcraft.yaml'), 'utf8'));
}

describe.each([...PROVIDERS, ...INTEGRATORS])('%s', (charm) => {
  const metadata = metadataOf(charm);
  const { name, requires, provides, peers, actions, config, summary, parts } = metadata;

  it('says of every endpoint whether a charm works without it, and what it is for', () => {
    const endpoints = Object.entries({ ...requires, ...provides, ...peers });
    for (const [name, { optional, description }] of endpoints) {
      expect([name, typeof optional, description]).toEqual([name, 'boolean', expect.any(String)]);
    }
  });

  it('refuses unknown parameters of every action', () => {
    for (const [name, action] of Object.entries(actions)) {
      expect([name, action['additionalProperties']]).toEqual([name, false]);
    }
  });

  it('describes every option, in a summary of one line', () => {
    for (const [name, option] of Object.entries(config.options)) {
      expect([name, option['description']]).toEqual([name, expect.any(String)]);
    }
    expect(summary.length).toBeLessThanOrEqual(78);
  });

  it('has the commands of charmcraft, on files that are there', () => {
    const makefile = readFileSync(join(EXAMPLES, charm, 'Makefile'), 'utf8');
    for (const command of ['format', 'lint', 'unit', 'integration'])
      expect(makefile).toMatch(new RegExp(`^${command}:\\n\\tcd \\.\\./\\.\\. && `, 'm'));
    expect(makefile).toContain(`CHARM := examples/${charm}\n`);
    for (const [path] of makefile.matchAll(/tests\/[-a-z/.]+/g)) {
      const folder = join(EXAMPLES, '..', dirname(path));
      const found = readdirSync(folder).some((name) => name.startsWith(basename(path)));
      expect([path, found]).toEqual([path, true]);
    }
  });

  it('has a name that a listing takes, and none of its names holds more than a-z, 0-9 and -', () => {
    for (const each of [name, ...Object.keys(config.options), ...Object.keys(actions)])
      expect(each).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
  });

  it('has its own links once the repository has an address, and until then none that leads nowhere', () => {
    const root = JSON.parse(readFileSync(join(EXAMPLES, '../package.json'), 'utf8'));
    const { links = {} } = metadata;
    const missing = OWN_LINKS.filter((link) => !Object.hasOwn(links, link));
    expect(missing).toEqual(Object.hasOwn(root, 'repository') ? [] : OWN_LINKS);
  });

  it('packs its icon, by no plugin of the past', () => {
    const all = Object.values(parts);
    expect(all.map(({ plugin }) => plugin)).not.toContain('charm');
    expect(all.flatMap(({ prime = [] }) => prime)).toContain('icon.svg');
  });

  it('has an icon, a square', () => {
    const icon = readFileSync(join(EXAMPLES, charm, 'icon.svg'), 'utf8');
    expect(icon).toContain('viewBox="0 0 100 100"');
  });
});

/** The packages that a Python charm is packed with, by name. */
function lockedIn(charm: string): ReadonlyMap<string, string> {
  const requirements = readFileSync(join(EXAMPLES, charm, 'requirements.txt'), 'utf8');
  const packages = requirements.matchAll(/^([-a-z0-9]+)==([^ ;]+)/gm);
  return new Map([...packages].map(([, name = '', version = '']) => [name, version]));
}

describe.each(PYTHON_CHARMS)('%s, as charmcraft builds it', (charm) => {
  const read = (file: string) => readFileSync(join(EXAMPLES, charm, file), 'utf8');

  it('says which Python it needs, and is packed with what it asks for', () => {
    const project = read('pyproject.toml');
    expect(project).toMatch(/^requires-python = ">=3\.10"$/m);
    const library = readFileSync(join(EXAMPLES, '../packages/python/pyproject.toml'), 'utf8');
    const ours = /^version = "(.+)"$/m.exec(library)?.[1] ?? '';
    const packed = new Map([...lockedIn(charm), ['k8s-backup-target', ours]]);
    const asked = /^dependencies = \[(.*)\]$/m.exec(project)?.[1] ?? '';
    const names = [...asked.matchAll(/"([-a-z0-9]+)(?:\[.*?\])?==([^"]+)"/g)];
    expect(names.length).toBe(charm === 'python-integrator-charm' ? 2 : 1);
    for (const [, name = '', version] of names)
      expect([name, packed.get(name)]).toEqual([name, version]);
  });

  it('holds the licence texts of all that it holds', () => {
    expect(read('LICENSE')).toBe(readFileSync(join(EXAMPLES, '../LICENSE'), 'utf8'));
    const [library = ''] = readdirSync(join(EXAMPLES, '../.venv/lib'));
    const site = join(EXAMPLES, '../.venv/lib', library, 'site-packages');
    const folders = readdirSync(site).filter((name) => name.endsWith('.dist-info'));
    const nameOf = (folder: string) => folder.split('-')[0]?.toLowerCase().replaceAll('_', '-');
    const held = folders.filter((folder) => lockedIn(charm).has(nameOf(folder) ?? ''));
    expect(held.length).toBeGreaterThan(5);
    for (const folder of held) {
      const files = readdirSync(join(site, folder), { recursive: true, encoding: 'utf8' });
      expect([folder, files.some((file) => /licen[cs]e|copying/i.test(file))]).toEqual([
        folder,
        true,
      ]);
    }
  });
});

/** Everything but what only the charm in TypeScript has. */
function common(all: Readonly<Record<string, object>>, others: readonly string[]): unknown {
  return Object.fromEntries(Object.entries(all).filter(([name]) => !others.includes(name)));
}

/** Interface and necessity of each endpoint: descriptions may name what only one charm can do. */
function endpointsOf({ requires, provides, peers }: Metadata): unknown {
  const of = (endpoints: Readonly<Record<string, Endpoint>> = {}) =>
    Object.fromEntries(
      Object.entries(endpoints).map(([name, { interface: kind, optional }]) => [
        name,
        [kind, optional],
      ]),
    );
  return { requires: of(requires), provides: of(provides), peers: of(peers) };
}

describe.each([PROVIDERS, INTEGRATORS])('%s and %s', (typescript, python) => {
  const [one, other] = [metadataOf(typescript), metadataOf(python)];

  it('have the same endpoints', () => {
    expect(endpointsOf(other)).toEqual(endpointsOf(one));
  });

  it('have the same actions, and the same options but for the socket', () => {
    const types = ({ config }: Metadata) =>
      Object.fromEntries(
        Object.entries(config.options).map(([name, { type, default: value }]) => [
          name,
          { type, value },
        ]),
      );
    expect(types(other)).toEqual(common(types(one), TYPESCRIPT_OPTIONS));
    const parameters = ({ actions }: Metadata) =>
      Object.fromEntries(
        Object.entries(actions).map(([name, { params, required, additionalProperties }]) => [
          name,
          { params, required, additionalProperties },
        ]),
      );
    expect(parameters(other)).toEqual(parameters(one));
  });
});

describe('the statuses of both providers', () => {
  let agent: JujuAgent;
  let python: PythonCharms;

  beforeAll(async () => {
    [agent, python] = await Promise.all([JujuAgent.start(), makePythonCharms()]);
  });

  afterAll(async () => {
    await Promise.all([agent.close(), python.remove()]);
  });

  /** The statuses of leader and follower over the life of the relation, one by one. */
  async function life(charmDir: string, endpoint: string, other: string): Promise<unknown[]> {
    const simulator = new JujuSimulator({ name: 'production' });
    const seen: unknown[] = [];
    const settle = async () => {
      await settleProcesses(simulator, { agent });
      seen.push(simulator.status('my-app/0'), simulator.status('my-app/1'));
    };
    simulator.addApplication('my-app', {
      charmDir,
      units: 2,
      config: { namespaces: 'a', ttl: '30d' },
    });
    simulator.addApplication('other');
    await settle();
    const relation: Relation = simulator.relate(`my-app:${endpoint}`, `other:${other}`);
    await settle();
    simulator.setConfig('my-app', { ttl: '72h' });
    await settle();
    simulator.setConfig('my-app', { ttl: '1w' });
    await settle();
    simulator.setConfig('my-app', { ttl: '72h' });
    await settle();
    simulator.removeRelation(relation);
    await settle();
    return seen;
  }

  it.each([
    ['backup', 'k8s-backup-target'],
    ['backup-integrator', 'k8s-backup-target'],
  ])('are the same at %s', async (endpoint, other) => {
    const typescript = await life(TYPESCRIPT_PROVIDER, endpoint, other);
    expect(await life(python.exampleProvider, endpoint, other)).toEqual(typescript);
    const waiting = {
      status: 'waiting',
      message: 'no backup charm is related to backup or backup-integrator',
    };
    const published = { status: 'active', message: `published to ${endpoint}:1` };
    const follows = { status: 'active', message: 'the leader publishes the backup target' };
    const blocked = {
      status: 'blocked',
      message:
        'invalid backup target: /ttl must look like 72h, 30d, 1h30m, 10m10s, 1d12h, not "1w"',
    };
    expect(typescript).toEqual([
      ...[waiting, waiting, published, follows, published, follows],
      ...[blocked, blocked, published, follows, waiting, waiting],
    ]);
  });
});
