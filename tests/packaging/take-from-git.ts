/** What other repositories take from this one by its tag, as `docs/validate-in-git.md` shows it. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from './repository.js';

/** A step of the action, or of the documented workflow. */
interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
}

const DOCUMENT = readFileSync(join(ROOT, 'docs/validate-in-git.md'), 'utf8');
const ACTION: {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
} = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8'));

/** The texts to copy: two of pre-commit, and the workflow. */
export const [WITH_REPOSITORY = '', LOCAL = '', WORKFLOW = '']: readonly string[] = [
  ...DOCUMENT.matchAll(/^```yaml\n([\s\S]*?)^```$/gm),
].map(([, text = '']) => text);

/** The inputs that the documented workflow gives the action. */
export function documentedInputs(): Readonly<Record<string, string>> {
  const { jobs } = parse(WORKFLOW);
  const steps: readonly Step[] = jobs.validate.steps;
  return steps.find(({ uses }) => uses?.startsWith('OWNER/k8s-backup-target@'))?.with ?? {};
}

/** How a command ended, with everything that it printed. */
export interface Ended {
  readonly status: number | null;
  readonly output: string;
}

/** Runs a command, however it ends. */
export function end(
  cwd: string,
  [program, ...words]: readonly [string, ...string[]],
  env: Readonly<Record<string, string>> = {},
): Ended {
  const options = { cwd, env: { ...process.env, ...env }, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(program, words, options);
  return { status, output: stdout + stderr };
}

/** Runs the steps of the action as a runner does. */
export function runAction(
  cwd: string,
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
): Ended {
  const inputOf = (name: string) => String(inputs[name] ?? ACTION.inputs[name]?.default ?? '');
  const filled = (text: string) =>
    text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name) => inputOf(name));
  let output = '';
  for (const step of ACTION.runs.steps) {
    const given = Object.entries(step.env ?? {}).map(([name, text]) => [name, filled(text)]);
    const shell = [
      'bash',
      '--noprofile',
      '--norc',
      '-eo',
      'pipefail',
      '-c',
      step.run ?? '',
    ] as const;
    const ended = end(cwd, shell, { ...env, ...Object.fromEntries(given) });
    output += ended.output;
    if (ended.status !== 0) return { status: ended.status, output };
  }
  return { status: 0, output };
}
