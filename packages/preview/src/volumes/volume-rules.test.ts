import { expect, it } from 'vitest';
import { preview, VOLUME_RULES, type VolumeRule } from '../index.js';
import { VOLUME_CASES } from '../test-data/volume-cases.js';

it.each(Object.keys(VOLUME_RULES) as VolumeRule[])('answers with the rule %s', (rule) => {
  const { spec, inventory, veleroVersion } = VOLUME_CASES[rule];
  const { volumes } = preview(spec, inventory, { veleroVersion });
  expect(volumes.map((fate) => fate.rule)).toContain(rule);
});
