import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PYTHON } from '@k8s-backup-target/tools/python-environment';
import { describe, expect, it } from 'vitest';
import { parseSource } from '../../packages/cli/src/input/parse-source.js';
import { type ShapedInput, shapesIn } from '../../packages/cli/src/input/shape.js';
import { readUnits } from '../../packages/cli/src/juju/show-unit.js';
import { EXAMPLES } from '../../packages/cli/src/testing/kbt.js';

/** Canonical's own reader of what Juju's client prints. */
const JUBILANT = `
import dataclasses, json, sys, jubilant
print(json.dumps(dataclasses.asdict(jubilant.Juju(cli_binary=sys.argv[1]).show_unit(sys.argv[2]))))
`;

interface JubilantRelation {
  readonly relation_id: number;
  readonly endpoint: string;
  readonly related_endpoint: string;
  readonly cross_model: boolean;
  readonly app_data: Readonly<Record<string, string>>;
  readonly related_units: Readonly<Record<string, unknown>>;
}

function asJubilantReads(unit: string): readonly JubilantRelation[] {
  const words = ['-c', JUBILANT, join(EXAMPLES, 'juju'), unit];
  const printed = execFileSync(resolve(PYTHON), words, { encoding: 'utf8' });
  return JSON.parse(printed).relation_info;
}

async function asRead(file: string): Promise<readonly ShapedInput[]> {
  const text = readFileSync(join(EXAMPLES, file), 'utf8');
  return (await parseSource({ name: file, text })).flatMap(shapesIn);
}

describe('readUnits', () => {
  it.each([
    ['integrator/0', 'juju-show-unit-integrator-0.json'],
    ['integrator/0', 'juju-show-unit-integrator-0.yaml'],
    ['velero-operator/0', 'juju-show-unit-velero-operator-0.json'],
  ])('reads of %s what jubilant reads: %s', async (unit, file) => {
    const expected = asJubilantReads(unit);
    const [found] = (await asRead(file)).flatMap(readUnits);
    expect(found?.name).toBe(unit);
    expect(
      found?.relations.map(({ id, relatedEndpoint, isCrossModel, relatedUnits, databag }) => ({
        id,
        relatedEndpoint,
        isCrossModel,
        relatedUnits,
        databag,
      })),
    ).toEqual(
      expected.map((relation) => ({
        id: `${relation.endpoint}:${relation.relation_id}`,
        relatedEndpoint: relation.related_endpoint,
        isCrossModel: relation.cross_model,
        relatedUnits: Object.keys(relation.related_units),
        databag: relation.app_data,
      })),
    );
  });

  it('meets a cross-model relation and an application without units in the examples', () => {
    const relations = asJubilantReads('integrator/0');
    expect(relations.some(({ cross_model }) => cross_model)).toBe(true);
    expect(relations.some(({ related_units }) => Object.keys(related_units).length === 0)).toBe(
      true,
    );
  });
});
