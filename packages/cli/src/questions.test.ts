import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { COMMANDS } from './command-line/commands.js';
import { kbt } from './testing/kbt.js';

const PAGE = readFileSync(new URL('../../../docs/cli.md', import.meta.url), 'utf8');
const SECTION = PAGE.slice(PAGE.indexOf('## What operators ask'), PAGE.indexOf('## An alert'));
const ROWS = [...SECTION.matchAll(/^\| (.+?) \| (.+) \|$/gm)].slice(1);

describe('docs/cli.md', () => {
  it('answers thirty questions, each with a command or with no', () => {
    expect(ROWS.length).toBeGreaterThanOrEqual(30);
    for (const [, question, answer = ''] of ROWS) {
      expect(answer, question).toMatch(/`kbt [a-z]+|^no: /);
    }
  });

  const commands = ROWS.flatMap(([, , answer = '']) =>
    [...answer.matchAll(/`kbt ([^`]+)`/g)].flatMap(([, line]) => line ?? []),
  );

  it.each(commands)('names a command line that there is: kbt %s', (line) => {
    const words = line.split(' ');
    const spec = COMMANDS.find(({ name }) => line === name || line.startsWith(`${name} `));
    const flags = (spec?.options ?? []).flatMap((option) => option.flags.split(/[ ,]+/));
    const options = words.filter((word) => /^--?[a-z]/i.test(word));
    expect(options.filter((option) => !flags.includes(option))).toEqual([]);
    expect(spec).toBeDefined();
  });

  it('has alerts on metrics that kbt status prints', async () => {
    const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(PAGE) ?? [];
    const { groups } = parse(yaml);
    const used = groups[0].rules.flatMap(({ expr }: { expr: string }) => expr.match(/kbt_\w+/g));
    const files = ['juju-show-unit-integrator-0.json', 'velero.json'];
    const receiver = 'juju-show-unit-velero-operator-0.json';
    const { stdout } = await kbt(['status', ...files, receiver, '-o', 'prometheus']);
    expect(new Set(used).size).toBe(2);
    for (const metric of used) expect(stdout).toMatch(new RegExp(`^${metric}\\{`, 'm'));
    expect(stdout).toMatch(/^kbt_application_state\{.*state="at-risk"\} 1$/m);
  });
});
