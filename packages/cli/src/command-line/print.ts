import type { Io } from '../command/io.js';
import type { Report } from '../command/report.js';
import { toJson } from '../output/escaped-text.js';
import { printable, screenSafe } from '../output/printable.js';
import { makeStyle } from '../output/style.js';
import { wrap } from '../output/wrap.js';

/** Prints a command's answer in the format that `-o` names; for people, unless it says otherwise. */
export async function print(report: Report, format: unknown, io: Io): Promise<void> {
  const { stdout, stderr } = io;
  for (const note of report.notes ?? []) stderr.write(`${printable(note)}\n`);
  const text = await rendered(report, format, stdout);
  if (text !== '') stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

async function rendered(report: Report, format: unknown, stdout: Io['stdout']): Promise<string> {
  if (format === 'json') return toJson(report.data, 2);
  if (format === 'yaml') {
    const { toYaml } = await import('../output/to-yaml.js');
    return toYaml(report.data);
  }
  const width = stdout.columns ?? Number.POSITIVE_INFINITY;
  const text = report.text({
    style: makeStyle(stdout.isColourful),
    width,
    isWide: format === 'wide',
  });
  return wrap(screenSafe(text), width);
}
