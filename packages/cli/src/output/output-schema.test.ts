import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { kbt } from '../testing/kbt.js';

const SCHEMA = new URL('../../schemas/output.schema.json', import.meta.url);
const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(JSON.parse(readFileSync(SCHEMA, 'utf8')), 'output');

const UNIT = 'juju-show-unit-integrator-0.json';
const RUNS: readonly (readonly string[])[] = [
  ['targets', UNIT],
  ['targets', UNIT, 'velero.json'],
  ['status', UNIT],
  ['status', UNIT, 'velero.json', 'juju-show-unit-velero-operator-0.json'],
  ['backups', 'velero.json'],
  ['coverage', UNIT, 'velero.json', 'inventory.json'],
  ['why', 'shop', UNIT],
  ['why', 'nobody', UNIT],
  ['why', 'wordpress', UNIT, 'velero.json', 'juju-show-unit-velero-operator-0.json'],
  ['validate', 'spec.yaml', UNIT, 'velero.json'],
  ['preview', 'new.yaml', 'inventory.json'],
  ['preview', 'old.yaml', 'inventory.json', '--why', 'persistentvolumes/pv-1'],
  ['preview', 'old.yaml', 'new.yaml', 'inventory.json', '--diff'],
  ['diff', UNIT, 'velero.json', 'juju-config-integrator.json', 'juju-show-model.json'],
  ['doctor', UNIT, 'velero.json'],
  ['explain', '30d'],
  ['explain', 'ttl'],
  ['explain', 'pattern'],
  ['explain', 'persistent-volumes-lost'],
  ['explain', '0 0 * * 7'],
];

describe('schemas/output.schema.json', () => {
  it.each(RUNS)('describes what `%s %s` prints', async (...words) => {
    const check = ajv.getSchema(`output#/$defs/${words[0]}`);
    const { stdout } = await kbt([...words, '-o', 'json']);
    expect(check?.(JSON.parse(stdout)) === true ? [] : check?.errors).toEqual([]);
  });

  it.each(RUNS)('describes the same of `%s %s` in YAML', async (...words) => {
    const [json, yaml] = [await kbt([...words, '-o', 'json']), await kbt([...words, '-o', 'yaml'])];
    expect(parse(yaml.stdout)).toEqual(JSON.parse(json.stdout));
  });

  it('is offered by command; its parts have no name of their own', async () => {
    const all = await kbt(['schema', 'nothing']);
    expect(all.exitCode).toBe(2);
    expect(all.stderr).toContain('name one of contract, inventory, validate, targets,');
    expect(all.stderr).not.toMatch(/Problem|Target\b|Chain/);
    expect((await kbt(['schema', 'Problem'])).exitCode).toBe(2);
  });
});
