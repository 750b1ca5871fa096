import type { Io } from '../command-line/io.js';
import { printable } from './printable.js';
import type { Report } from './report.js';
import { makeStyle } from './style.js';

/** Prints a command's answer in the format that `-o` names; for people, unless it says otherwise. */
export async function print(report: Report, format: unknown, io: Io): Promise<void> {
  const { stdout, stderr } = io;
  for (const note of report.notes ?? []) stderr.write(`${printable(note)}\n`);
  const text = await rendered(report, format, stdout);
  if (text !== '') stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

async function rendered(report: Report, format: unknown, stdout: Io['stdout']): Promise<string> {
  if (format === 'json') return JSON.stringify(report.data, null, 2);
  if (format === 'yaml') {
    const { stringify } = await import('yaml');
    return stringify(report.data, { lineWidth: 0, aliasDuplicateObjects: false });
  }
  return report.text({
    style: makeStyle(stdout.isColourful),
    width: stdout.columns ?? Number.POSITIVE_INFINITY,
    isWide: format === 'wide',
  });
}
