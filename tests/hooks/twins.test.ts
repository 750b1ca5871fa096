/** What a listing on Charmhub asks of the example charms, and what each has in common with its twin. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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

/** Of Juju's two ways to hook commands, `ops` knows one. */
const TYPESCRIPT_OPTIONS = ['agent-socket'];

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
  readonly requires?: Readonly<Record<string, Endpoint>>;
  readonly provides?: Readonly<Record<string, Endpoint>>;
  readonly peers?: Readonly<Record<string, Endpoint>>;
  readonly config: {
    readonly options: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  readonly actions: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function metadataOf(charm: string): Metadata {
  return parse(readFileSync(join(EXAMPLES, charm, 'charmcraft.yaml'), 'utf8'));
}

describe.each([...PROVIDERS, ...INTEGRATORS])('%s', (charm) => {
  const { requires, provides, peers, actions, config, summary } = metadataOf(charm);

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

  it('has an icon, a square', () => {
    const icon = readFileSync(join(EXAMPLES, charm, 'icon.svg'), 'utf8');
    expect(icon).toContain('viewBox="0 0 100 100"');
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
