import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { snippets } from '@k8s-backup-target/tools/run-snippet';
import { expect, it } from 'vitest';

const START = 'docs/start';
const PAGES = [...readdirSync(START).map((name) => `${START}/${name}`), 'docs/troubleshooting.md'];

/** The lines that a reader is told to run, each in a shell that has kbt. */
const LINES = PAGES.flatMap((page) => snippets(page, 'sh'))
  .flatMap((code) => code.split('\n'))
  .filter((line) => line.startsWith('kbt '));

function help(command: readonly string[]): string {
  const words = ['packages/cli/dist/kbt.js', ...command, '--help'];
  return execFileSync(process.execPath, words, { encoding: 'utf8' });
}

it('finds the lines', () => {
  expect(LINES.length).toBeGreaterThan(5);
});

it.each(LINES)('%s names a command and options that are there', (line) => {
  const words = line.split(' ').slice(1);
  const command = words.slice(0, 1).filter((word) => !word.startsWith('--'));
  const known = help(command);
  if (command.length > 0) expect(known).toContain(`Usage: kbt ${command[0]} `);
  const options = words.filter((word) => word.startsWith('--'));
  expect(options.filter((option) => !known.includes(option))).toEqual([]);
});
