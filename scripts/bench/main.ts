/**
 * `npm run bench [-- --only hooks,codec] [--json FILE] [--write]`: measures and prints ratios; with `--write`
 * it also writes docs/benchmarks.md with its two charts, for which everything must be measured.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensurePythonEnvironment } from '@k8s-backup-target/tools/python-environment';
import { benchmarkCodec } from './codec.js';
import { benchmarkCodegen } from './codegen.js';
import { formatTime } from './format-time.js';
import { benchmarkHooks } from './hooks.js';
import { benchmarkImports } from './imports.js';
import { timeOf } from './measure.js';
import { chart } from './plot.js';
import { benchmarkPreview } from './preview.js';
import { plotName, renderReport } from './report.js';
import { benchmarkScale } from './scale.js';
import { describeMeasured, type Section } from './section.js';

const NOTES = 'scripts/bench/findings.md';
const BENCHMARKS: Readonly<Record<string, () => Promise<Section>>> = {
  hooks: benchmarkHooks,
  codec: benchmarkCodec,
  imports: benchmarkImports,
  scale: benchmarkScale,
  preview: benchmarkPreview,
  codegen: benchmarkCodegen,
};

const { values } = parseArgs({
  options: { only: { type: 'string' }, json: { type: 'string' }, write: { type: 'boolean' } },
});
if (values.write && values.only !== undefined)
  throw new Error('--write writes the whole document: leave out --only');
const chosen = values.only?.split(',') ?? Object.keys(BENCHMARKS);

ensurePythonEnvironment();
const sections: Section[] = [];
for (const name of chosen) {
  const benchmark = BENCHMARKS[name];
  if (benchmark === undefined)
    throw new Error(`there is no benchmark ${name}: ${Object.keys(BENCHMARKS).join(', ')}`);
  const section = await benchmark();
  sections.push(section);
  print(section);
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(ratios(), null, 2)}\n`);
if (values.write) writeDocument();

function print({ title, races, aims }: Section): void {
  console.log(`\n${title}`);
  for (const { title: race, timings, floor } of races) {
    console.log(`  ${race}`);
    for (const { name, milliseconds } of timings) {
      const ratio = (milliseconds / timeOf(timings, floor)).toFixed(2);
      console.log(
        `    ${name.padEnd(26)} ${formatTime(milliseconds).padStart(9)} ${ratio.padStart(8)} x`,
      );
    }
  }
  for (const aim of aims)
    console.log(
      `  ${aim.met ? 'met   ' : 'MISSED'} ${aim.name}: ${describeMeasured(aim)}, ${aim.aim}`,
    );
}

/** Every ratio by section, race and contender. */
function ratios(): Record<string, Record<string, Record<string, number>>> {
  const bySection = sections.map(({ id, races }) => {
    const byRace = races.map(({ title, timings, floor }) => {
      const base = timeOf(timings, floor);
      return [
        title,
        Object.fromEntries(timings.map(({ name, milliseconds }) => [name, milliseconds / base])),
      ];
    });
    return [id, Object.fromEntries(byRace)];
  });
  return Object.fromEntries(bySection);
}

function writeDocument(): void {
  rmSync('docs/benchmarks', { recursive: true, force: true });
  for (const section of sections) {
    if (section.plot === undefined) continue;
    const path = join('docs', plotName(section));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, chart(section.plot, section.races));
  }
  writeFileSync('docs/benchmarks.md', renderReport(sections, readFileSync(NOTES, 'utf8')));
}
