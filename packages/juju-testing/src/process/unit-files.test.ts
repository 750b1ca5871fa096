import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parse } from 'yaml';
import { JujuSimulator, runHook, settleProcesses } from '../index.js';

/** Notes each hook in its own folder, as ops keeps its state there. */
const NOTING =
  '#!/bin/bash\necho "$JUJU_HOOK_NAME" >>notes\nwc -l <notes\ncat code 2>/dev/null\ntrue\n';

let source: string;
let simulator: JujuSimulator;

beforeEach(() => {
  source = mkdtempSync(join(tmpdir(), 'charm-source-'));
  writeFileSync(join(source, 'dispatch'), NOTING, { mode: 0o755 });
  simulator = new JujuSimulator();
});

afterEach(() => rmSync(source, { recursive: true }));

it('is one for each unit, and leaves the source folder clean', async () => {
  writeFileSync(join(source, '.unit-state.db'), 'of an earlier run by hand');
  simulator.addApplication('counter', { units: 2, charmDir: source });
  const records = await settleProcesses(simulator);
  expect(records.map(({ unit, stdout }) => [unit, Number(stdout)])).toEqual([
    ...[1, 2, 3, 4].map((count) => ['counter/0', count]),
    ...[1, 2, 3].map((count) => ['counter/1', count]),
  ]);
  expect(readdirSync(source)).toEqual(['.unit-state.db', 'dispatch']);
  const unitDir = simulator.charmDir('counter/1') ?? '';
  expect(readdirSync(unitDir).sort()).toEqual(['dispatch', 'notes']);
  expect(simulator.charmDir('counter')).toBe(source);
});

it('follows the source, and keeps over a refresh what the charm wrote', async () => {
  writeFileSync(join(source, 'code'), 'one');
  writeFileSync(join(source, 'gone'), '');
  simulator.addApplication('a', { charmDir: source });
  expect((await runHook(simulator, 'a/0', 'install')).stdout).toBe('1\none');
  writeFileSync(join(source, 'code'), 'two');
  expect((await runHook(simulator, 'a/0', 'start')).stdout).toBe('2\ntwo');
  const next = mkdtempSync(join(tmpdir(), 'charm-next-'));
  try {
    writeFileSync(join(next, 'dispatch'), NOTING, { mode: 0o755 });
    writeFileSync(join(next, 'code'), 'three');
    simulator.upgradeCharm('a', next);
    expect((await runHook(simulator, 'a/0', 'upgrade-charm')).stdout).toBe('3\nthree');
    expect(existsSync(join(simulator.charmDir('a/0') ?? '', 'gone'))).toBe(false);
  } finally {
    rmSync(next, { recursive: true });
  }
});

it('is not that of an earlier application of the same name', async () => {
  simulator.addApplication('a', { charmDir: source });
  await settleProcesses(simulator);
  simulator.removeApplication('a');
  await settleProcesses(simulator);
  simulator.addApplication('a', { charmDir: source });
  expect((await runHook(simulator, 'a/0', 'install')).stdout).toBe('1\n');
});

it("links what is large and not the charm's to write to", async () => {
  mkdirSync(join(source, 'node_modules'));
  mkdirSync(join(source, 'src'));
  writeFileSync(join(source, 'src/deep'), 'deep');
  symlinkSync('src/deep', join(source, 'shallow'));
  const unitsDir = join(source, 'units');
  simulator = new JujuSimulator({ unitsDir });
  simulator.addApplication('a', { charmDir: source });
  await runHook(simulator, 'a/0', 'install');
  const unitDir = simulator.charmDir('a/0') ?? '';
  expect(unitDir.startsWith(unitsDir)).toBe(true);
  expect(readdirSync(unitDir).sort()).toEqual([
    'dispatch',
    'node_modules',
    'notes',
    'shallow',
    'src',
  ]);
  expect(readFileSync(join(unitDir, 'shallow'), 'utf8')).toBe('deep');
});

it('has what charmcraft makes of charmcraft.yaml, which ops reads', async () => {
  writeFileSync(
    join(source, 'charmcraft.yaml'),
    `name: a
type: charm
title: An A
parts: {}
links: { contact: me, documentation: https://docs, website: https://a }
provides: { backup: { interface: b } }
config: { options: { ttl: { type: string } } }
`,
  );
  simulator.addApplication('a', { charmDir: source });
  await runHook(simulator, 'a/0', 'install');
  const read = (name: string) =>
    parse(readFileSync(join(simulator.charmDir('a/0') ?? '', name), 'utf8'));
  expect(read('metadata.yaml')).toEqual({
    name: 'a',
    'display-name': 'An A',
    docs: 'https://docs',
    maintainers: ['me'],
    website: ['https://a'],
    provides: { backup: { interface: 'b' } },
  });
  expect(read('config.yaml')).toEqual({ options: { ttl: { type: 'string' } } });
  expect(existsSync(join(simulator.charmDir('a/0') ?? '', 'actions.yaml'))).toBe(false);
});

it('is a fresh one in a process that loads the model, unless the test names where it is', async () => {
  const file = join(source, 'model.json');
  for (const [unitsDir, count] of [
    [undefined, '1'],
    [join(source, 'units'), '2'],
  ] as const) {
    simulator = new JujuSimulator({ unitsDir });
    simulator.addApplication('a', { charmDir: source });
    await runHook(simulator, 'a/0', 'install');
    await simulator.save(file);
    const loaded = await JujuSimulator.load(file);
    expect(loaded.unitsDir === simulator.unitsDir).toBe(unitsDir !== undefined);
    expect((await runHook(loaded, 'a/0', 'start')).stdout).toBe(`${count}\n`);
  }
});

it('may be named from the folder in which the test runs', async () => {
  const unitsDir = relative(process.cwd(), join(source, 'units'));
  simulator = new JujuSimulator({ unitsDir });
  simulator.addApplication('a', { charmDir: source });
  expect((await runHook(simulator, 'a/0', 'install')).stdout).toBe('1\n');
  expect(simulator.unitsDir).toBe(join(source, 'units'));
});
