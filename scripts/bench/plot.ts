/** The races of a section as one SVG chart: how many times as long as the floor each contender takes. */
import { formatTime } from './format-time.js';
import { timeOf } from './measure.js';
import type { Plot, Race } from './section.js';

const WIDTH = 820;
const LABEL = 335;
const NOTE = 150;
const BAR = 14;
const GROUP_GAP = 14;
const TOP = 70;
const COLOURS = ['#1a7f37', '#0969da', '#8250df', '#bf8700', '#cf222e', '#8c959f'];
const INK = '#1f2328';
/** So that a number reads well on the line at the floor. */
const HALO = 'font-size="11" stroke="#ffffff" stroke-width="3" paint-order="stroke"';

/** Grouped bars on one scale from zero, with a line at the floor. */
export function chart(plot: Plot, races: readonly Race[]): string {
  const shown = races.filter(({ title }) => title.startsWith(plot.races));
  const groups = shown.map((race) => ({ title: race.title, bars: barsOf(plot, race) }));
  const highest = Math.max(1, ...groups.flatMap(({ bars }) => bars.map(({ ratio }) => ratio)));
  const scale = (WIDTH - LABEL - NOTE) / highest;
  let y = TOP;
  const drawn = groups.map(({ title, bars }) => {
    const top = y;
    y += bars.length * BAR + GROUP_GAP;
    return group(title, bars, top, scale);
  });
  const floor = LABEL + scale;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y + 26}" viewBox="0 0 ${WIDTH} ${y + 26}" font-family="sans-serif" font-size="12">`,
    `<title>${escapeXml(plot.title)}</title>`,
    '<rect width="100%" height="100%" fill="#ffffff"/>',
    text(12, 24, plot.title, 'font-size="15" font-weight="bold"'),
    ...legend(plot.contenders),
    `<line x1="${floor}" y1="${TOP - 8}" x2="${floor}" y2="${y}" stroke="${INK}" stroke-dasharray="3 3"/>`,
    ...drawn.flat(),
    text(12, y + 16, `Dashed: 1 = ${plot.floor}. Less is better.`, ''),
    '</svg>',
    '',
  ].join('\n');
}

interface Bar {
  readonly ratio: number;
  readonly note: string;
  readonly colour: string;
}

function barsOf({ contenders }: Plot, { timings, floor }: Race): Bar[] {
  const base = timeOf(timings, floor);
  return contenders.flatMap((contender, index) =>
    timings
      .filter(({ name }) => name === contender)
      .map(({ milliseconds }) => ({
        ratio: milliseconds / base,
        note: `${(milliseconds / base).toFixed(2)}  (${formatTime(milliseconds)})`,
        colour: colourOf(index),
      })),
  );
}

function group(title: string, bars: readonly Bar[], top: number, scale: number): string[] {
  const middle = top + (bars.length * BAR) / 2 + 4;
  return [
    text(LABEL - 10, middle, title, 'text-anchor="end"'),
    ...bars.flatMap(({ ratio, note, colour }, row) => {
      const y = top + row * BAR;
      const width = Math.max(1, ratio * scale);
      return [
        `<rect x="${LABEL}" y="${y + 1}" width="${width.toFixed(1)}" height="${BAR - 2}" fill="${colour}"/>`,
        text(LABEL + width + 6, y + BAR - 3, note, HALO),
      ];
    }),
  ];
}

function legend(contenders: readonly string[]): string[] {
  let x = 12;
  return contenders.flatMap((name, index) => {
    const at = x;
    x += 26 + name.length * 7.2;
    return [
      `<rect x="${at}" y="38" width="12" height="12" fill="${colourOf(index)}"/>`,
      text(at + 17, 48, name, ''),
    ];
  });
}

function colourOf(index: number): string {
  return COLOURS[index % COLOURS.length] ?? INK;
}

function text(x: number, y: number, content: string, attributes: string): string {
  return `<text x="${x.toFixed(1)}" y="${y}" fill="${INK}" ${attributes}>${escapeXml(content)}</text>`;
}

function escapeXml(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
