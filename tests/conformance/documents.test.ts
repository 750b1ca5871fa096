import { expect, it } from 'vitest';
import type { Outcome, Tally } from './conformance.js';
import { aboutLayers, type CaseClass, readCorpus } from './corpus.js';
import { readDocument, renderDocuments } from './documents.js';
import { IMPLEMENTATIONS, type Implementation } from './implementations.js';
import { readKnownDifferences } from './known-differences.js';

/** Returns the outcome of a run without surprises; an implementation that may agree is taken to agree. */
function expectedOutcome({ name: implementation, layers }: Implementation): Outcome {
  const known = new Set(
    readKnownDifferences()
      .filter((each) => each.implementation === implementation && each.mayAgree !== true)
      .flatMap(({ cases }) => cases),
  );
  const tally = ({ cases }: Pick<CaseClass, 'cases'>): Tally => {
    const differing = cases.filter(({ id }) => known.has(id)).length;
    return { passed: cases.length - differing, failed: 0, known: differing };
  };
  const corpus = aboutLayers(readCorpus(), layers);
  return {
    implementation,
    classes: Object.fromEntries(corpus.map((each) => [each.class, tally(each)])),
    total: tally({ cases: corpus.flatMap(({ cases }) => cases) }),
    failures: [],
    faults: [],
    stderr: '',
  };
}

it('the documents show the corpus and the known differences as they are', () => {
  const outcomes = IMPLEMENTATIONS.map(expectedOutcome);
  const rendered = renderDocuments(outcomes, readKnownDifferences());
  for (const [path, text] of rendered) expect(readDocument(path), path).toBe(text);
  expect(rendered.get('docs/conformance.md')).toContain('| total |');
});
