import { expect, it } from 'vitest';
import { checkCron } from './check-cron.js';
import { ZONE_NAMES } from './zone-names.js';

it('is no reason to refuse a zone that Intl lists, were it newer than the list', () => {
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    expect(checkCron(`TZ=${zone} 0 0 * * *`).ok).toBe(true);
  }
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
