import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { JujuFailure } from '../model/juju-failure.js';
import { goYaml } from './go-yaml.js';
import { parseSettings } from './settings-document.js';

type Reading = { readonly ok: Readonly<Record<string, string>> } | { readonly error: string };

const RECORDED: {
  readonly print: readonly (readonly [unknown, string])[];
  readonly read: readonly (readonly [string, Reading])[];
} = JSON.parse(readFileSync(new URL('../test-data/go-yaml.json', import.meta.url), 'utf8'));

/** Documents that the library reads otherwise than go-yaml; one that has gone fails. */
const READ_OTHERWISE = ['  a: b\n c: d', 'a: b\u2028c', 'a: b\n\t'];

async function read(document: string): Promise<Reading | 'refused'> {
  try {
    return { ok: await parseSettings(document) };
  } catch (error) {
    if (error instanceof JujuFailure) return 'refused';
    throw error;
  }
}

describe('goYaml', () => {
  it.each(RECORDED.print)('prints %j as go-yaml does', (value, text) => {
    expect(goYaml(value)).toBe(text);
  });
});

describe('parseSettings', () => {
  it.each(RECORDED.read)('reads %j as go-yaml does', async (document, reading) => {
    const expected = 'error' in reading ? 'refused' : reading;
    const isKnown = READ_OTHERWISE.includes(document);
    const found = await read(document);
    if (isKnown) expect(found).not.toEqual(expected);
    else expect(found).toEqual(expected);
  });
});
