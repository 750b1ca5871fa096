/** A race as an SVG bar chart. */
import type { Race } from './section.js';

const WIDTH = 720;
const LABEL = 170;
const ROW = 26;
const TOP = 40;

/** Bars of median times, the shortest possible scale from zero. */
export function barChart({ title, timings, floor }: Race): string {
  const longest = Math.max(...timings.map(({ milliseconds }) => milliseconds));
  const height = TOP + timings.length * ROW + 10;
  const bars = timings.map(({ name, milliseconds }, row) =>
    bar(name, milliseconds, longest, row, name === floor),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="13">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    `<text x="12" y="24" font-size="15" font-weight="bold" fill="#1f2328">${escapeXml(title)}</text>`,
    ...bars,
    '</svg>',
    '',
  ].join('\n');
}

function bar(
  name: string,
  milliseconds: number,
  longest: number,
  row: number,
  isFloor: boolean,
): string {
  const y = TOP + row * ROW;
  const width = Math.max(1, ((WIDTH - LABEL - 110) * milliseconds) / longest);
  const colour = isFloor
    ? '#8c959f'
    : name === 'TypeScript' || name === 'ours'
      ? '#1a7f37'
      : '#54aeff';
  return [
    `<text x="${LABEL - 8}" y="${y + 16}" text-anchor="end" fill="#1f2328">${escapeXml(name)}</text>`,
    `<rect x="${LABEL}" y="${y + 3}" width="${width.toFixed(1)}" height="18" fill="${colour}"/>`,
    `<text x="${(LABEL + width + 6).toFixed(1)}" y="${y + 16}" fill="#1f2328">${formatTime(milliseconds)}</text>`,
  ].join('\n');
}

/** A time with three digits that mean something. */
export function formatTime(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toPrecision(3)} s`;
  if (milliseconds >= 1) return `${milliseconds.toPrecision(3)} ms`;
  return `${(milliseconds * 1000).toPrecision(3)} µs`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
