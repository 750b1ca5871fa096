import { expect, it } from 'vitest';
import { ZONE_NAMES } from './zone-names.js';

it('knows every zone that Intl lists, in the same spelling', () => {
  expect(Intl.supportedValuesOf('timeZone').filter((zone) => !ZONE_NAMES.has(zone))).toEqual([]);
});

it('knows aliases as well', () => {
  for (const zone of [
    'UTC',
    'Asia/Calcutta',
    'Asia/Kolkata',
    'America/Argentina/Ushuaia',
    'Etc/GMT+5',
  ]) {
    expect(ZONE_NAMES).toContain(zone);
  }
});
