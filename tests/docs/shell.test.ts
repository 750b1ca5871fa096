/** What the documents tell a reader to type: each line is of a program, and names what is there. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { type Block, blocks, isShell } from './blocks.js';

const HEREDOC = /<<'(\w+)'\n([\s\S]*?)\n\1$/gm;

/** A command of a block, without its comment. */
interface Line {
  readonly place: string;
  readonly words: readonly string[];
}

const BLOCKS = blocks().filter(isShell);
const LINES = BLOCKS.flatMap(linesOf);

/** The commands of a block: a line can hold several. */
function linesOf({ document, line, text }: Block): readonly Line[] {
  const plain = text
    .replace(HEREDOC, '')
    .replaceAll(/\\\n\s*/g, '')
    .replaceAll(/='[^']*'/g, (value) => value.replaceAll('\n', ' '));
  return plain
    .split('\n')
    .map((each) => each.replace(/(?:^|\s+)#.*$/, ''))
    .flatMap((each) => each.split(/ && | \| /))
    .map((each) => ({ place: `${document}:${line}`, words: wordsOf(each) }))
    .filter(({ words: [first = ''] }) => first !== '' && !/^\w+=/.test(first));
}

/** Words as a shell sees them, but for what it would expand. */
function wordsOf(line: string): readonly string[] {
  return (line.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? []).map((word) =>
    word.replaceAll(/['"]/g, ''),
  );
}

function linesFor(program: string): readonly Line[] {
  return LINES.filter(({ words }) => words[0] === program);
}

function manifestOf(path: string): { readonly scripts: Readonly<Record<string, string>> } {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** Programs that are not of this repository; where they are run, their own tests say so. */
const OTHERS = [
  '.venv/bin/python',
  '[',
  'cd',
  'charmcraft',
  'exec',
  'grep',
  'helm',
  'jq',
  'kubectl',
  'kustomize',
  'mv',
  'python3',
  'tar',
  'uv',
  'velero',
];
const CHECKED = ['juju', 'kbt', 'node', 'npm', 'npx', 'pip'];

it('knows every program', () => {
  const programs = LINES.map(({ words: [program = ''] }) => program);
  const known = [...OTHERS, ...CHECKED];
  expect(programs.filter((program) => !known.includes(program))).toEqual([]);
  expect(known.filter((program) => !programs.includes(program))).toEqual([]);
});

it.each(BLOCKS)('a shell reads $document:$line', ({ text }) => {
  expect(() => execFileSync('bash', ['-n'], { input: text, stdio: 'pipe' })).not.toThrow();
  for (const [, , yaml = ''] of text.matchAll(HEREDOC)) {
    const faults = parseAllDocuments(yaml).flatMap(({ errors }) => errors);
    expect(faults).toEqual([]);
  }
});

describe('kbt', () => {
  const help = new Map<string, string>();

  function helpOf(command: readonly string[]): string {
    const key = command.join(' ');
    const known = help.get(key);
    if (known !== undefined) return known;
    const words = ['packages/cli/dist/kbt.js', ...command, '--help'];
    const text = execFileSync(process.execPath, words, { encoding: 'utf8' });
    help.set(key, text);
    return text;
  }

  it.each(linesFor('kbt'))('$place: $words', ({ words: [, ...words] }) => {
    const [first = ''] = words;
    const command = first.startsWith('-') ? [] : words.slice(0, first === 'inventory' ? 2 : 1);
    const known = helpOf(command);
    if (command.length > 0) expect(known).toContain(`Usage: kbt ${command.join(' ')} `);
    const options = words
      .filter((word) => /^--?[a-z]/.test(word))
      .map((word) => word.split('=')[0]);
    const there = new Set(known.match(/(?<![\w-])--?[a-z][\w-]*/g));
    expect(options.filter((option) => option !== undefined && !there.has(option))).toEqual([]);
  });
});

describe('npm', () => {
  const { scripts } = manifestOf('package.json');
  /** What a charm that `npm create` made has. */
  const charm = manifestOf('examples/provider-charm/package.json').scripts;
  const made = /^(?:docs\/start|packages\/create\/readmes)\//;

  it.each(linesFor('npm'))('$place: $words', ({ place, words: [, verb, ...words] }) => {
    const known = made.test(place) ? { ...scripts, ...charm, pack: '' } : scripts;
    const [name = ''] = words.filter((word) => !word.startsWith('-'));
    if (verb === 'run') expect(Object.keys(known)).toContain(name);
    else if (verb === 'create') expect(name).toBe('@k8s-backup-target@latest');
    else expect(['ci', 'install', 'test']).toContain(verb);
  });
});

describe('a file', () => {
  const named = [...linesFor('node'), ...linesFor('npx')].flatMap(({ place, words }) =>
    words
      .slice(1)
      .filter((word) => /^(?:packages|tests|tools|scripts|examples)\//.test(word))
      .map((path) => [place, path] as const),
  );

  it.each(named)('%s names %s, which is there', (_, path) => {
    const [, folder, built] = /^(packages\/[\w-]+)\/(dist\/.+)$/.exec(path) ?? [];
    if (built === undefined) return expect(existsSync(path)).toBe(true);
    // Built, it may not be there yet.
    const { bin } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
    expect(Object.values(bin).map((file) => String(file).replace('./', ''))).toContain(built);
  });
});

describe('juju', () => {
  const metadata = ['provider-charm', 'python-provider-charm', 'integrator-charm'].map((name) =>
    parse(readFileSync(`examples/${name}/charmcraft.yaml`, 'utf8')),
  );
  /** What one of the charms that the pages make has below a key. */
  const names = (...keys: readonly string[]) =>
    metadata.flatMap((charm) =>
      Object.keys(keys.reduce((value, key) => value?.[key] ?? {}, charm)),
    );
  const COMMANDS = ['config', 'debug-log', 'deploy', 'integrate', 'run', 'show-status-log'];

  it.each(linesFor('juju'))('$place: $words', ({ words: [, command = '', ...words] }) => {
    expect(COMMANDS).toContain(command);
    if (command === 'integrate') {
      const endpoints = words.flatMap((word) =>
        /^my-/.test(word) ? (word.split(':')[1] ?? []) : [],
      );
      expect([...names('provides'), ...names('requires')]).toEqual(
        expect.arrayContaining(endpoints),
      );
    }
    if (command === 'config') {
      const options = words.flatMap((word) =>
        word.includes('=') ? (word.split('=')[0] ?? []) : [],
      );
      expect(options).not.toEqual([]);
      expect(names('config', 'options')).toEqual(expect.arrayContaining(options));
    }
    if (command === 'run') expect(names('actions')).toContain(words[1]);
  });
});
