import type { Restore, RestoredType, VerifiedVolume } from '../generated/output.js';
import { printable } from '../output/printable.js';
import type { Screen } from '../output/screen.js';
import { type Column, table } from '../output/table.js';
import { volumeName } from './judge-volumes.js';
import type { Verification } from './verification.js';

const MARKS = { error: '✗', warning: '!', unknown: '?' } as const;
const VERDICTS: Readonly<Record<Verification['verdict'], string>> = {
  good: 'holds all that was wanted',
  bad: 'does not hold all that was wanted',
  unknown: 'could not be judged',
};
/** So many objects of a finding are printed; all with `-o wide`, as far as they are kept. */
const FEW = 5;

/** The judgement for people: the answer, what is wrong, the volumes, and the restore. */
export function verifyText(
  verification: Verification,
  against: Restore | undefined,
  screen: Screen,
): string {
  const { style } = screen;
  return [
    headline(verification, screen),
    ...countLines(verification.objects),
    ...verification.findings.flatMap(({ state, message, rule, remedy, count, examples }) => {
      const paint = { error: style.bad, warning: style.warn, unknown: style.warn }[state];
      const shown = examples.slice(0, screen.isWide ? examples.length : FEW);
      const more = count - shown.length;
      return [
        `${paint(MARKS[state])} ${printable(message)}${count > 1 ? `: ${count}` : ''} ${style.dim(`[${rule}]`)}`,
        ...shown.map((one) => `    ${printable(one)}`),
        ...(more > 0 && shown.length > 0 ? [`    and ${more} more`] : []),
        ...(remedy === null ? [] : [`  ${printable(remedy)}`]),
      ];
    }),
    ...volumeLines(verification.volumes, screen),
    ...(against === undefined ? [] : againstLines(against, screen)),
  ].join('\n');
}

function headline({ backup, source, phase, verdict }: Verification, { style }: Screen): string {
  const paint = { good: style.good, bad: style.bad, unknown: style.warn }[verdict];
  const ended = phase === null ? '' : ` is ${printable(phase)}, and`;
  return paint(`${printable(backup)} (${printable(source)})${ended} ${VERDICTS[verdict]}`);
}

function countLines({
  saved,
  listed,
  wanted,
  archiveBytes,
  contentBytes,
}: Verification['objects']): string[] {
  const parts = [
    ...(saved === null ? [] : [`${saved} in the tarball`]),
    ...(listed === null ? [] : [`${listed} listed by Velero`]),
    ...(wanted === null ? [] : [`${wanted} wanted`]),
    ...(archiveBytes === null || contentBytes === null
      ? []
      : [`${sizeText(archiveBytes)}, unpacked ${sizeText(contentBytes)}`]),
  ];
  return parts.length === 0 ? [] : [`objects: ${parts.join(', ')}`];
}

function volumeLines(volumes: readonly VerifiedVolume[], screen: Screen): string[] {
  if (volumes.length === 0) return [];
  return ['', table(volumes, volumeColumns(screen), screen)];
}

const DATA: Readonly<Record<VerifiedVolume['data'], string>> = {
  saved: 'saved',
  none: 'none',
  failed: 'failed',
  unfinished: 'not finished',
  'left-out': 'left out',
  unknown: 'not known',
};

function volumeColumns({ style }: Screen): readonly Column<VerifiedVolume>[] {
  return [
    { title: 'VOLUME', text: volumeName },
    {
      title: 'DATA',
      text: ({ data }) => DATA[data],
      paint: ({ data }, cell) => (data === 'saved' ? style.good(cell) : style.bad(cell)),
    },
    { title: 'BY', text: ({ method }) => method ?? '-' },
    { title: 'SIZE', text: ({ bytes }) => (bytes === null ? '-' : sizeText(bytes)), dropOrder: 1 },
    { title: 'WHY', text: ({ rule, detail }) => detail ?? rule ?? '-', isElastic: true },
  ];
}

/** Bytes with a unit: `1.5 MiB`. */
function sizeText(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let [value, unit] = [bytes, 0];
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

function againstLines({ cluster, types }: Restore, screen: Screen): string[] {
  const { style } = screen;
  return [
    '',
    style.bold(`Restored into ${printable(cluster)}, in this order:`),
    table(types, TYPE_COLUMNS, screen),
    'Velero leaves objects that exist as they are, unless the Restore says existingResourcePolicy: update.',
    'This compares objects; it is not a dry run. What a Restore changes, such as the volumes of claims, and what admission refuses is not in it.',
  ];
}

const TYPE_COLUMNS: readonly Column<RestoredType>[] = [
  { title: 'TYPE', text: ({ resource }) => resource },
  { title: 'ABSENT', text: ({ counts }) => String(counts.absent) },
  { title: 'SAME', text: ({ counts }) => String(counts.same) },
  { title: 'DIFFERENT', text: ({ counts }) => String(counts.different) },
  { title: 'NOT COMPARED', text: ({ counts }) => String(counts.present) },
  { title: 'NOT KNOWN', text: ({ counts }) => String(counts.unknown), dropOrder: 1 },
  {
    title: 'NOTE',
    text: ({ restore }) => {
      if (restore === 'never') return 'Velero never restores it';
      return restore === 'not-served' ? 'the cluster does not serve it' : '';
    },
  },
];
