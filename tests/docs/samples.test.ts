import { readFileSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JujuAgent } from '@k8s-backup-target/juju-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CharmSample, charmSamples, makeSampleCharm } from './charm-samples.js';
import { liveWithNeighbours } from './hostile-life.js';

/** A neighbour must not make a charm run a hook command for each thing that is wrong. */
const MOST_COMMANDS = 40;

const SAMPLES = charmSamples();

let agent: JujuAgent;
let folder: string;

beforeAll(async () => {
  agent = await JujuAgent.start();
  folder = await mkdtemp(join(await realpath(tmpdir()), 'samples-'));
});

afterAll(async () => {
  await agent.close();
  await rm(folder, { recursive: true });
});

/** Keeps jobs in a file, in place of a cluster, for a sample that a charm calls with its jobs. */
function withJobs(code: string, file: string): string {
  return `${code}
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { runToEnd } from '@k8s-backup-target/juju';
const FILE = ${JSON.stringify(file)};
const read = (): Record<string, string> => existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {};
const write = (jobs: object) => writeFileSync(FILE, JSON.stringify(jobs));
runToEnd(() => reconcile({
  list: async () => new Map(Object.entries(read())),
  nameFor: ({ target }) => JSON.stringify([target.app, target.relation_name]),
  apply: async (name, { relation }) => write({ ...read(), [name]: relation }),
  delete: async (name) => {
    const { [name]: _, ...rest } = read();
    write(rest);
  },
}));
`;
}

it('finds the samples that are charms', () => {
  expect(new Set(SAMPLES.map(({ name, role }) => `${name.split(' ')[0]} ${role}`))).toEqual(
    new Set([
      'README.md provider',
      'README.md requirer',
      'packages/juju-testing/README.md provider',
      'packages/juju/README.md provider',
      'packages/provider/README.md provider',
      'packages/requirer/README.md requirer',
    ]),
  );
});

describe.each(SAMPLES)('$name', ({ code, role }: CharmSample) => {
  it('survives hostile neighbours, a leader that changes and goes, and a refresh', async () => {
    const file = join(await mkdtemp(join(folder, 'jobs-')), 'jobs.json');
    const isCalled = code.includes('export async function reconcile(');
    const charm = await makeSampleCharm(isCalled ? withJobs(code, file) : code, folder);
    const endpoint = role === 'requirer' ? 'k8s-backup-target' : 'backup';
    const jobs: [string, unknown][] = [];
    const simulator = await liveWithNeighbours(charm, endpoint, agent, (part, records) => {
      for (const { hook, commands, stderr } of records) {
        expect(stderr, `${part}: ${hook}`).toBe('');
        expect(commands.length, `${part}: ${hook}`).toBeLessThan(MOST_COMMANDS);
      }
      if (isCalled) jobs.push([part, JSON.parse(readFileSync(file, 'utf8'))]);
    });
    if (code.includes("juju.config())['ttl']")) {
      expect(simulator.status('sample/0')).toMatchObject({
        status: 'blocked',
        message: expect.stringMatching(/^invalid backup target: \/ttl /),
      });
    }
    for (const [part, made] of jobs) {
      expect(made, part).toMatchObject({ '["good","backup"]': 'k8s-backup-target:1' });
    }
    expect(jobs.length > 0).toBe(isCalled);
  });
});
