/** Every fenced block of every document, and the test that reaches it. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A block between two fences. */
export interface Block {
  readonly document: string;
  /** The line of its first fence. */
  readonly line: number;
  /** What follows the first fence, such as `sh` or `ts example`. */
  readonly info: string;
  readonly text: string;
}

const BLOCK = /^```([^`\n]*)\n([\s\S]*?)^```$/gm;

/** All of them, by document, first to last. */
export function blocks(): readonly Block[] {
  return documents().flatMap((document) => {
    const text = readFileSync(document, 'utf8');
    return [...text.matchAll(BLOCK)].map(({ 1: info = '', 2: code = '', index }) => ({
      document,
      line: text.slice(0, index).split('\n').length,
      info,
      text: code,
    }));
  });
}

/** All but what a release writes, and what tests read as data. */
function documents(): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '*.md'], { encoding: 'utf8' });
  return listed
    .split('\n')
    .filter((path) => path !== '' && !/CHANGELOG\.md$|\/test-data\//.test(path));
}

/** Blocks, and the test that runs or compares them. */
export interface Reach {
  /** Paths; a pattern where it is more than one. */
  readonly documents: string | RegExp;
  readonly info: string | RegExp;
  readonly test: string;
  /** What the test says to take these blocks, letter by letter. */
  readonly by: string;
}

const SHELL = 'tests/docs/shell.test.ts';
const TYPES = 'tests/docs/types.test.ts';
const SAMPLES = 'tests/docs/samples.test.ts';
const INTERFACE = 'tests/docs/interface.test.ts';
const SIMULATOR = 'packages/juju-testing/src/readme.test.ts';
const STATED = 'statedBlocks(README)';

/** A block that none of these reaches is one that can become wrong in silence: `blocks.test.ts` fails for it. */
export const REACHES: readonly Reach[] = [
  { documents: /./, info: /^(?:sh|bash)$/, test: SHELL, by: 'isShell' },
  { documents: /./, info: /^ts\b/, test: TYPES, by: 'isTypeScript' },
  { documents: 'README.md', info: 'ts', test: SAMPLES, by: 'charmSamples()' },
  {
    documents: /^packages\/(?:provider|requirer|juju)\/README\.md$/,
    info: 'ts',
    test: SAMPLES,
    by: 'charmSamples()',
  },
  ...['lint', 'schema', 'velero'].map((name) => ({
    documents: `packages/${name}/README.md`,
    info: 'ts',
    test: `packages/${name}/src/readme.test.ts`,
    by: STATED,
  })),
  ...['ts', 'text'].map((info) => ({
    documents: 'packages/preview/README.md',
    info,
    test: 'packages/preview/src/readme.test.ts',
    by: `snippets(README, '${info}')`,
  })),
  ...['yaml backup', 'json objects', 'console'].map((info) => ({
    documents: 'docs/volumes.md',
    info,
    test: 'packages/cli/src/preview/volumes-page.test.ts',
    by: `block('${info}')`,
  })),
  ...['json spec', 'json objects', 'text answer', 'ts'].map((info) => ({
    documents: 'docs/preview.md',
    info,
    test: 'tests/preview/docs.test.ts',
    by: `block('${info}')`,
  })),
  ...['yaml charmcraft.yaml', 'ts src/charm.ts', 'sh dispatch'].map((info) => ({
    documents: 'packages/juju-testing/README.md',
    info,
    test: SIMULATOR,
    by: `'${info.split(' ')[1]}'`,
  })),
  ...['sh bundle', 'ts process', 'sh session', 'text'].map((info) => ({
    documents: 'packages/juju-testing/README.md',
    info,
    test: SIMULATOR,
    by: `block('${info}')`,
  })),
  {
    documents: 'packages/juju-testing/README.md',
    info: 'ts example',
    test: SIMULATOR,
    by: "snippets(README, 'ts example')",
  },
  {
    documents: 'packages/cli/README.md',
    info: 'console',
    test: 'packages/cli/src/readme.test.ts',
    by: "consoleExamples(README, 'console')",
  },
  {
    documents: 'packages/cli/README.md',
    info: 'console live',
    test: 'tests/kubernetes/kbt.e2e.ts',
    by: "consoleExamples(README, 'console live')",
  },
  {
    documents: 'docs/cli.md',
    info: 'text',
    test: 'packages/cli/src/captures.test.ts',
    by: 'textCaptures()',
  },
  {
    documents: 'docs/cli.md',
    info: 'yaml',
    test: 'packages/cli/src/questions.test.ts',
    by: '```yaml',
  },
  {
    documents: 'docs/verify.md',
    info: 'console',
    test: 'packages/cli/src/verify/verify.test.ts',
    by: 'docs/verify.md',
  },
  {
    documents: 'README.md',
    info: 'console',
    test: 'tests/docs/readme.test.ts',
    by: "snippets('README.md', 'console')",
  },
  {
    documents: /^(?:README|docs\/start\/what-it-is)\.md$/,
    info: 'text',
    test: 'tests/docs/readme.test.ts',
    by: "snippets('docs/start/what-it-is.md', 'text')",
  },
  {
    documents: 'README.md',
    info: 'python',
    test: 'tests/docs/readme.test.ts',
    by: "snippets('README.md', 'python')",
  },
  {
    documents: 'docs/start/operator.md',
    info: 'yaml spec.yaml',
    test: 'tests/newcomer/start.newcomer.ts',
    by: 'sessionOf(',
  },
  ...(['docs/switching.md', 'packages/python/README.md'] as const).map((document) => ({
    documents: document,
    info: 'python',
    test: 'packages/python/tests/test_readme.py',
    by: document === 'docs/switching.md' ? 'run_snippets(GUIDE' : 'run_snippets(PACKAGE',
  })),
  {
    documents: 'docs/switching.md',
    info: 'diff',
    test: 'packages/python/tests/test_readme.py',
    by: '```diff',
  },
  {
    documents: 'packages/python-compat/README.md',
    info: 'python',
    test: 'tests/packaging/python-compat.test.ts',
    by: "snippets(join(ROOT, 'packages/python-compat/README.md'), 'python')",
  },
  {
    documents: 'docs/validate-in-git.md',
    info: 'yaml',
    test: 'tests/packaging/take-from-git.ts',
    by: 'docs/validate-in-git.md',
  },
  {
    documents: 'packages/juju/README.md',
    info: 'yaml',
    test: INTERFACE,
    by: "'packages/juju/README.md', 'yaml'",
  },
  {
    documents: 'packages/charm-node/README.md',
    info: 'yaml',
    test: INTERFACE,
    by: "'packages/charm-node/README.md', 'yaml'",
  },
  {
    documents: 'schema/v0/README.md',
    info: 'json',
    test: INTERFACE,
    by: "'schema/v0/README.md', 'json'",
  },
  { documents: 'CONTRIBUTING.md', info: 'mermaid', test: 'tests/house/picture.ts', by: 'mermaid' },
  { documents: /./, info: 'mermaid', test: 'tests/docs/site.test.ts', by: 'mermaid' },
];

/** Whether these blocks hold this one. */
export function isReachedBy({ document, info }: Block, reach: Reach): boolean {
  return matches(document, reach.documents) && matches(info, reach.info);
}

function matches(text: string, expected: string | RegExp): boolean {
  return typeof expected === 'string' ? text === expected : expected.test(text);
}

/** The lines of a block that a shell runs. */
export function isShell({ info }: Block): boolean {
  return info === 'sh' || info === 'bash';
}

export function isTypeScript({ info }: Block): boolean {
  return /^ts\b/.test(info);
}
