import { readFileSync } from 'node:fs';
import { goSuite } from '@k8s-backup-target/tools/go-suite';
import { beforeAll, describe, expect, it } from 'vitest';
import { ZONE_NAMES, ZONES_RELEASE } from '../../packages/velero/src/generated/zone-names.js';
import { checkCron } from '../../packages/velero/src/index.js';
import { readGoZones } from '../../scripts/zones/go-zones.js';
import { ZONES_FILES } from '../../scripts/zones/render.js';
import { askOracle, buildOracle } from './oracle.js';

const LIBRARIES = [
  { parser: 'robfig', veleroVersion: '1.18.1' },
  { parser: 'netresearch', veleroVersion: '1.18.3' },
] as const;
const TEN_MINUTES = 600_000;

const suite = goSuite('the time zones');

describe.skipIf(suite.isSkipped)(suite.title, () => {
  beforeAll(() => buildOracle(), TEN_MINUTES);

  it.each(ZONES_FILES)(
    'are those of Go, all of them, in $path: else run `npm run zones`',
    (file) => {
      const database = readGoZones();
      expect(database.names).toContain('Europe/Berlin');
      if (database.release === ZONES_RELEASE)
        expect(readFileSync(file.path, 'utf8')).toBe(file.render(database));
      else expect(database.names).toEqual(expect.arrayContaining([...ZONE_NAMES]));
    },
  );

  it('are the same in each language, whatever Go there is', () => {
    const texts = ZONES_FILES.map(({ path }) => readFileSync(path, 'utf8'));
    const [typescript, python] = texts.map((text) => text.match(/^ +"\w*": ".*",$/gm));
    expect(python?.map((line) => line.trim())).toEqual(typescript?.map((line) => line.trim()));
    expect(python?.length).toBeGreaterThan(10);
  });

  it.each(LIBRARIES)(
    'are accepted and refused as $parser does, by their exact spelling',
    async ({ parser, veleroVersion }) => {
      const names = [...ZONE_NAMES].flatMap((name) => [name, ...misspellings(name)]);
      const answers = await askOracle(
        names.map((name) => ({
          op: 'cron' as const,
          cron: { parser, expression: expressionIn(name), from: '2026-01-15T10:07:30Z', count: 1 },
        })),
      );
      const verdicts = names.map((name, index) => ({
        name,
        expected: answers[index]?.error === undefined && isKnownHere(name),
        ours: checkCron(expressionIn(name), { veleroVersion }).ok,
      }));
      expect(verdicts.filter(({ expected, ours }) => expected !== ours)).toEqual([]);
      expect(new Set(verdicts.map(({ ours }) => ours))).toEqual(new Set([true, false]));
    },
  );
});

/** An older Node.js lacks the newest zones, and cannot tell their runs. */
function isKnownHere(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== null;
  } catch {
    return false;
  }
}

function expressionIn(zone: string): string {
  return `TZ=${zone} 0 2 * * *`;
}

/** Other capitals, which a file system that minds them does not find, and a region without a city. */
function misspellings(name: string): string[] {
  const others = [name.toLowerCase(), name.toUpperCase(), name.replace(/\/.*/, ''), `${name}x`];
  return others.filter((other) => !ZONE_NAMES.has(other));
}
