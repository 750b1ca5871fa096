import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Release {
  readonly release: string;
  readonly clusters: number;
  readonly volumes: number;
  readonly errors: number;
  readonly differing: number;
}

/** Written by the run that it names. */
const REPORT: { readonly command: string; readonly releases: readonly Release[] } = JSON.parse(
  readFileSync(new URL('volumes-report.json', import.meta.url), 'utf8'),
);
const PAGE = readFileSync(new URL('../../docs/volumes.md', import.meta.url), 'utf8');

describe("docs/volumes.md's figures about releases", () => {
  it('are those of the report, whose command it names', () => {
    expect(PAGE).toContain(REPORT.command);
    for (const { release, clusters, volumes, errors, differing } of REPORT.releases) {
      const figures = [volumes, clusters, errors, differing].map((one) => one.toLocaleString('en'));
      expect(PAGE).toContain(`| ${release} | ${figures.join(' | ')} |`);
    }
    expect(REPORT.releases.map(({ differing }) => differing)).toEqual(REPORT.releases.map(() => 0));
  });
});
