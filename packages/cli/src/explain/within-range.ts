/** The lowest and the highest value of each field of a cron expression. */
const RANGES: readonly (readonly [number, number])[] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
];

/**
 * The same times in fields without steps that lead beyond their range: such a step leaves the first value alone, so
 * that `*\/90` among the minutes is `0`. Fields that are not five are given back as they are.
 */
export function withinRange(fields: string): string {
  const words = fields.split(/\s+/);
  if (words.length !== RANGES.length) return fields;
  return words
    .map((word, index) =>
      word
        .split(',')
        .map((part) => firstIfAlone(part, index))
        .join(','),
    )
    .join(' ');
}

function firstIfAlone(part: string, field: number): string {
  const [, from = '', to, step] = /^(\*|\d+)(?:-(\d+))?\/(\d+)$/.exec(part) ?? [];
  const [lowest, highest] = RANGES[field] ?? [0, 0];
  if (step === undefined) return part;
  const first = from === '*' ? lowest : Number(from);
  return first + Number(step) > Number(to ?? highest) ? String(first) : part;
}
