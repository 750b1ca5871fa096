import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { EXAMPLES, kbt } from '../testing/kbt.js';
import { recordingApi } from '../testing/recording-api.js';

/** Clears the screen, forges a line, turns the direction, and holds what is not a character. */
const HOSTILE = '\u001b[2J\u0007\nFORGED\r\u0085\u2028\u202e\u2066\ufeff\uffff\u009b1A';
const OBEYED = /[^\P{C}\n]|[\u2028\u2029]/u;
const UNIT = 'juju-show-unit-integrator-0.json';
const [SHOP, WORDPRESS] = [`shop${HOSTILE}`, `wordpress${HOSTILE}`];

let cwd = '';

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'kbt-hostile-'));
  for (const name of [UNIT, 'velero.json', 'inventory.json']) {
    const value: unknown = JSON.parse(readFileSync(join(EXAMPLES, name), 'utf8'));
    writeFileSync(join(cwd, name), JSON.stringify(poisoned(value)));
  }
  const spec = {
    include_namespaces: [WORDPRESS],
    include_resources: [`pods${HOSTILE}`],
    ttl: '0h',
  };
  writeFileSync(join(cwd, 'spec.json'), JSON.stringify({ ...spec, [HOSTILE]: HOSTILE }));
  writeFileSync(join(cwd, 'other.json'), JSON.stringify({ include_namespaces: ['*'] }));
});

afterAll(() => rmSync(cwd, { recursive: true }));

/** Puts hostile signs behind the names of applications, models and namespaces, wherever they are. */
function poisoned(value: unknown): unknown {
  if (typeof value === 'string') return poisonedText(value);
  if (Array.isArray(value)) return value.map(poisoned);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([key, inner]) => [poisonedText(key), poisoned(inner)]);
  return Object.fromEntries(fields);
}

function poisonedText(text: string): string {
  if (text.startsWith('[{')) return JSON.stringify(poisoned(JSON.parse(text)));
  return text.replace(/wordpress|shop|production|reports|velero-operator$/g, `$&${HOSTILE}`);
}

const RUNS: readonly (readonly string[])[] = [
  ['targets', UNIT, 'velero.json'],
  ['status', UNIT, 'velero.json'],
  ['why', WORDPRESS, UNIT, 'velero.json'],
  ['why', SHOP, UNIT, 'velero.json'],
  ['why', HOSTILE, UNIT],
  ['validate', UNIT, 'velero.json', 'spec.json'],
  ['diff', UNIT, 'velero.json', '--schedule', '@daily'],
  ['doctor', UNIT, 'velero.json'],
  ['preview', 'spec.json', 'inventory.json'],
  ['preview', 'other.json', 'inventory.json'],
  ['preview', 'other.json', 'inventory.json', '--why', `namespaces/${WORDPRESS}`],
  ['preview', 'other.json', 'spec.json', 'inventory.json', '--diff'],
  ['render', UNIT, '--schedule', '@daily'],
  ['render', 'other.json', '--app', SHOP, '--juju-model', HOSTILE, '--to', 'velero-backup-config'],
  ['explain', HOSTILE],
  ['explain', `1d${HOSTILE}`],
  ['explain', `0 0 * * ${HOSTILE}`],
  ['schema', HOSTILE],
];

describe('what kbt prints of hostile names', () => {
  it.each(RUNS)('is safe for people: %j %j', async (...words) => {
    for (const format of words[0] === 'render' ? [] : [[], ['-o', 'wide']]) {
      const { stdout, stderr } = await kbt([...words, ...format], { cwd });
      expect(stdout + stderr).not.toBe('');
      expect(stdout + stderr).not.toMatch(OBEYED);
      expect(stdout + stderr).not.toMatch(/^\s*FORGED/m);
    }
  });

  it.each(RUNS)('is safe for programs, and whole: %j %j', async (...words) => {
    const [json, yaml] = [
      await kbt([...words, '-o', 'json'], { cwd }),
      await kbt([...words, '-o', 'yaml'], { cwd }),
    ];
    for (const { stdout, stderr } of [json, yaml]) {
      expect(stdout + stderr).not.toMatch(OBEYED);
      expect(stderr).not.toMatch(/^\s*FORGED/m);
    }
    if (json.stdout !== '') expect(parse(yaml.stdout)).toEqual(JSON.parse(json.stdout));
  });

  it.each([[HOSTILE], ['targets', `--${HOSTILE}`]])(
    'is safe of the words that were typed: %j %j',
    async (...words) => {
      const { exitCode, stderr } = await kbt(words, { cwd });
      expect(stderr).not.toMatch(OBEYED);
      expect(exitCode).toBe(2);
    },
  );

  it('is safe of YAML with keys that are not texts', async () => {
    const warned = vi.spyOn(process, 'emitWarning').mockReturnValue();
    const stdin = '? { "\u202e\u001b[2J": 1 }\n: 2\nttl: 1d\n';
    const { stderr } = await kbt(['validate'], { stdin });
    expect(stderr).not.toMatch(OBEYED);
    expect(warned.mock.calls).toEqual([]);
    warned.mockRestore();
  });

  it('is safe of the types of a cluster, in the progress and in the inventory', async () => {
    const [resource, verbs] = [`pods${HOSTILE}`, ['list', 'create', 'get', 'delete']];
    const api = await recordingApi({
      '/apis': { groups: [] },
      '/api/v1': { resources: [{ name: resource, kind: HOSTILE, namespaced: true, verbs }] },
    });
    const words = ['inventory', 'save', '-', '--kubeconfig', api.kubeconfig];
    const { stdout, stderr } = await kbt(words, { cwd, columns: 80 });
    await api.close();
    expect(stderr.replaceAll('\r\u001b[K', '')).not.toMatch(OBEYED);
    expect(stdout).not.toMatch(OBEYED);
  });
});
