/** Type checks of Python code, as strict as a consumer can be. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONSUMER, ROOT } from './repository.js';

/** Pyright's verdict on one line. */
export interface Diagnostic {
  readonly line: number;
  readonly rule: string;
}

interface Report {
  readonly generalDiagnostics: readonly {
    readonly rule?: string;
    readonly message: string;
    readonly range: { readonly start: { readonly line: number } };
  }[];
}

const CONFIG = { typeCheckingMode: 'strict', reportUnnecessaryTypeIgnoreComment: 'error' };

/**
 * Type-checks one of the consumers against what is installed next to `python`, alone in `folder`.
 *
 * @returns errors and warnings, by line.
 */
export function diagnose(python: string, consumer: string, folder: string): Diagnostic[] {
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(CONSUMER, consumer), join(folder, consumer));
  writeFileSync(join(folder, 'pyrightconfig.json'), JSON.stringify(CONFIG));
  const args = ['--outputjson', '--pythonpath', python, '--project', folder];
  const { stdout } = spawnSync(join(ROOT, 'node_modules/.bin/pyright'), args, { encoding: 'utf8' });
  const { generalDiagnostics }: Report = JSON.parse(stdout);
  return generalDiagnostics.map(({ rule, message, range }) => ({
    line: range.start.line + 1,
    rule: rule ?? message,
  }));
}

/** The errors that a consumer's own comments `# error: <rule>` announce, by line. */
export function announced(consumer: string): Diagnostic[] {
  const lines = readFileSync(join(CONSUMER, consumer), 'utf8').split('\n');
  return lines.flatMap((text, index) => {
    const rule = / # error: (\w+)$/.exec(text)?.[1];
    return rule === undefined ? [] : [{ line: index + 1, rule }];
  });
}
