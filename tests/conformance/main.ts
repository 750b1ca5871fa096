/**
 * `npm run conformance [-- --format text|json|markdown] [--implementation NAME] [--write]`: every
 * implementation over the corpus. `--markdown` is short for `--format markdown`; `--write` renews the
 * generated parts of the documents. Exit code 0: all as expected; 1: a difference; 2: it could not be run.
 */
import { parseArgs } from 'node:util';
import { isClean, type Outcome, runConformance } from './conformance.js';
import { readCorpus } from './corpus.js';
import { writeDocuments } from './documents.js';
import { IMPLEMENTATIONS, implementationNamed } from './implementations.js';
import { readKnownDifferences } from './known-differences.js';
import { tableMarkdown, textReport } from './report.js';

/** Far more than a run takes: only an executor that hangs meets it. */
const LIMIT = 180_000;

type Format = (outcomes: readonly Outcome[]) => string;

const FORMATS: Readonly<Record<string, Format>> = {
  text: textReport,
  json: (outcomes) =>
    JSON.stringify({ clean: outcomes.every(isClean), implementations: outcomes }, null, 2),
  markdown: tableMarkdown,
};

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      format: { type: 'string', default: 'text' },
      markdown: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      implementation: { type: 'string', multiple: true, default: [] },
    },
  });
  const format = FORMATS[values.markdown ? 'markdown' : values.format];
  if (format === undefined) throw new RangeError('--format is one of text, json, markdown');
  if (values.write && values.implementation.length > 0)
    throw new RangeError('--write needs all implementations');
  const implementations =
    values.implementation.length === 0
      ? IMPLEMENTATIONS
      : values.implementation.map(implementationNamed);
  for (const implementation of implementations) implementation.provide();
  const corpus = readCorpus();
  const differences = readKnownDifferences();
  const outcomes = await Promise.all(
    implementations.map((each) => runConformance(each, corpus, differences, LIMIT)),
  );
  console.log(format(outcomes));
  if (!outcomes.every(isClean)) return 1;
  if (values.write) writeDocuments(outcomes, differences);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`conformance: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
