/** `npm create`, from an empty folder, of the charm that no page makes: it passes its own tests by its README, and packs. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { snippets } from '@k8s-backup-target/tools/run-snippet';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { whyNoCharmcraft } from '../packaging/charmcraft.js';
import { Newcomer } from './newcomer.js';

let newcomer: Newcomer;

beforeAll(async () => {
  newcomer = await Newcomer.arrive();
  await newcomer.providePackers();
});

afterAll(() => newcomer.leave());

it('makes an integrator in Python, which passes its own tests and packs', async () => {
  const name = 'my-python-integrator';
  await newcomer.type(
    '.',
    `npm create @k8s-backup-target@latest ${name} -- --language python --role integrator`,
  );
  const [test = '', pack = ''] = snippets(join(newcomer.home, name, 'README.md'), 'sh');
  const output = stripVTControlCharacters(await newcomer.type(name, test));
  expect(output).toMatch(/=== \d+ passed in /);
  if (whyNoCharmcraft() !== undefined) return;
  await newcomer.type(name, pack.replace(/^juju .*$/m, ''));
  expect(existsSync(join(newcomer.home, name, `${name}_amd64.charm`))).toBe(true);
});
