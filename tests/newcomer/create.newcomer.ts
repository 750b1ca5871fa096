/** `npm create`, from an empty folder: each charm passes its own tests by its README's commands, and packs. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { snippets } from '@k8s-backup-target/tools/run-snippet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { charmcraftCommand, installCharmcraft, whyNoCharmcraft } from '../packaging/charmcraft.js';
import { Newcomer } from './newcomer.js';

let newcomer: Newcomer;

beforeAll(async () => {
  newcomer = await Newcomer.arrive();
});

afterAll(() => newcomer.leave());

const noCharmcraft = whyNoCharmcraft();

describe.each(['ts', 'python'])('a new charm in %s', (language) => {
  it.each(['provider', 'integrator'])('as %s passes its own tests', async (role) => {
    const name = `my-${language}-${role}`;
    await newcomer.type(
      '.',
      `npm create @k8s-backup-target@latest ${name} -- --language ${language} --role ${role}`,
    );
    const [install = ''] = snippets(join(newcomer.home, name, 'README.md'), 'sh');
    const output = stripVTControlCharacters(await newcomer.type(name, install));
    expect(output).toMatch(language === 'ts' ? /Tests {2}\d+ passed/ : /=== \d+ passed in /);
    if (noCharmcraft !== undefined || language !== 'ts') return;
    newcomer.provide('charmcraft', charmcraftCommand(await installCharmcraft()));
    await newcomer.type(name, 'npm run pack');
    expect(existsSync(join(newcomer.home, name, `${name}_amd64.charm`))).toBe(true);
  });
});
