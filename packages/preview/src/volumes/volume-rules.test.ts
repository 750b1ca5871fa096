import { expect, it } from 'vitest';
import { VOLUME_RULES, type VolumeRule, volumeFates } from '../index.js';
import { VOLUME_CASES } from '../test-data/volume-cases.js';

it.each(Object.keys(VOLUME_RULES) as VolumeRule[])('answers with the rule %s', (rule) => {
  const { spec, inventory, veleroVersion } = VOLUME_CASES[rule];
  const fates = volumeFates(spec, inventory, { veleroVersion });
  expect(fates.map((fate) => fate.rule)).toContain(rule);
});
