import type { Options } from '../command/command.js';
import type { Io } from '../command/io.js';
import type { Report } from '../command/report.js';
import { dataOf, textFor } from '../formats/formats.js';
import { toJson } from '../output/escaped-text.js';
import { printable, screenSafe } from '../output/printable.js';
import { makeStyle } from '../output/screen.js';
import { wrap } from '../output/wrap.js';

/** Prints a command's answer in the format that `-o` names; for people, unless it says otherwise. */
export async function print(report: Report, options: Options, io: Io): Promise<void> {
  const { stdout, stderr } = io;
  const text = await rendered(report, options, stdout);
  for (const note of report.notes ?? []) stderr.write(`${printable(note)}\n`);
  if (text !== '') stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** The answer as text, in the format that `-o` names. */
export async function rendered(
  report: Report,
  { output: format, headers }: Options,
  stdout: Io['stdout'],
): Promise<string> {
  if (format === 'json') return toJson(dataOf(report), 2);
  if (format === 'sarif') return toJson(await report.sarif?.(), 2);
  if (format === 'yaml') {
    const { toYaml } = await import('../output/to-yaml.js');
    return toYaml(dataOf(report));
  }
  const screen = {
    style: makeStyle(stdout.isColourful),
    width: stdout.columns ?? Number.POSITIVE_INFINITY,
    isWide: format === 'wide',
    isBare: headers === false,
  };
  const special = await textFor(String(format), report, screen);
  return special === undefined
    ? wrap(screenSafe(report.text(screen)), screen.width)
    : screenSafe(special);
}
