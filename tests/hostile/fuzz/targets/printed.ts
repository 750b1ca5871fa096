import type { Ran } from '../../../../packages/cli/src/testing/kbt.js';
import { promise } from './finding.js';

/** What no text from elsewhere may bring to a terminal: controls, and marks that turn the direction. */
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

/** What kbt promises of every run, whatever it read. */
export function promiseOf({ exitCode, stdout, stderr }: Ran): void {
  promise(!stderr.startsWith('kbt: internal'), `an internal error: ${stderr}`);
  promise(exitCode === 0 || stdout + stderr !== '', 'it fails and does not say why');
  promise(
    !UNPRINTABLE.test(stdout + stderr),
    'it prints what moves a cursor or turns the direction',
  );
}
