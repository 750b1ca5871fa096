/** docs/benchmarks.md, made of the sections. */

import { formatTime } from './format-time.js';
import { timeOf } from './measure.js';
import { type Aim, describeMeasured, type Race, type Section } from './section.js';

/** The document. `notes` is what people wrote about the findings, and stays as it is. */
export function renderReport(sections: readonly Section[], notes: string): string {
  const aims = sections.flatMap((section) => section.aims);
  return [
    '# Benchmarks',
    '',
    'Made by `npm run bench -- --write`. Times are medians on one machine; what holds elsewhere are the ratios, measured within one run with the contenders in turn, round by round, with the interval that holds them 19 times of 20. Timings are never part of the tests.',
    '',
    `Measured on Node ${process.version}, ${process.arch}, ${process.platform}.`,
    '',
    '## Aims',
    '',
    '| aim | bound | measured | |',
    '|---|---|---|---|',
    ...aims.map(aimRow),
    '',
    notes.trim(),
    '',
    ...sections.flatMap(renderSection),
  ].join('\n');
}

/** The file name of a section's chart, below docs/. */
export function plotName({ id }: Section): string {
  return `benchmarks/${id}.svg`;
}

function aimRow(row: Aim): string {
  const { name, aim, met, cause } = row;
  const verdict = met ? 'met' : `**missed**${cause === undefined ? '' : `: ${cause}`}`;
  return `| ${name} | ${aim} | ${describeMeasured(row)} | ${verdict} |`;
}

function renderSection(section: Section): string[] {
  const races = section.races.flatMap((race) => [`### ${race.title}`, '', ...raceTable(race), '']);
  const { plot } = section;
  const image = plot === undefined ? [] : [`![${plot.title}](${plotName(section)})`, ''];
  return [`## ${section.title}`, '', section.method, '', ...image, ...races];
}

function raceTable({ timings, floor, notes = {} }: Race): string[] {
  const base = timeOf(timings, floor);
  const rows = timings.map(
    ({ name, milliseconds }) =>
      `| ${name} | ${formatTime(milliseconds)} | ${(milliseconds / base).toFixed(2)} | ${notes[name] ?? ''} |`,
  );
  return [`| | median | over ${floor} | |`, '|---|---|---|---|', ...rows];
}
