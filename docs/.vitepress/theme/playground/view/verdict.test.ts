import { describe, expect, it } from 'vitest';
import { answerQuestion } from '../engine/answer-question.js';
import { FIRST_QUESTION } from '../examples/first-question.js';
import { SAMPLE_CLUSTER } from '../examples/sample-cluster.js';
import { verdictOf } from './verdict.js';

async function verdict(text: string) {
  return verdictOf(await answerQuestion({ ...FIRST_QUESTION, text }, SAMPLE_CLUSTER));
}

const SCHEDULE =
  'apiVersion: velero.io/v1\nkind: Schedule\nmetadata: {name: a}\nspec:\n  schedule: "@daily"\n';

describe('the verdict', () => {
  it.each([
    [
      'good',
      'include_namespaces: [analytics]',
      '7 of 50 objects will be in the backup',
      '1 of 1 volume with its data.',
    ],
    [
      'doubtful',
      'include_namespaces: [shop]',
      '28 of 50 objects',
      '2 of 3 volumes with their data.',
    ],
    ['bad', 'ttl: 24H', 'Nothing is backed up', ''],
    ['bad', 'include_namespaces: [shop, "*"]', 'No Schedule is made', 'cannot be combined'],
    ['bad', 'include_namespaces: [nowhere]', 'The backup will be empty', 'No object matches'],
    [
      'bad',
      `${SCHEDULE}  template: {ttl: 30d}`,
      'No backup is made as long as there are errors',
      'Without them',
    ],
    ['bad', `${SCHEDULE}  template: {includedNamespaces: [a, "*"]}`, 'No backup is made', ''],
    [
      'doubtful',
      `${SCHEDULE}  template: {includedNamespaces: [shop]}`,
      '28 of 50 objects',
      '2 of 3 volumes',
    ],
    [
      'doubtful',
      'backup_targets: [{app: a, relation_name: b, model: m, spec: {ttl: 1}}, {app: b, relation_name: b, model: m, spec: {include_namespaces: [analytics]}}]',
      '7 of 50 objects',
      '1 of 1 volume with its data. 1 error in the rest of the text.',
    ],
  ])('is %s for %s', async (tone, text, headline, detail) => {
    const found = await verdict(text);
    expect(found.tone).toBe(tone);
    expect(found.headline).toContain(headline);
    expect(found.detail).toContain(detail);
  });
});
