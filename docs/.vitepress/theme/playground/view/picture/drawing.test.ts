import { describe, expect, it } from 'vitest';
import { answerQuestion } from '../../engine/answer-question.js';
import { FIRST_QUESTION } from '../../examples/first-question.js';
import { SAMPLE_CLUSTER } from '../../examples/sample-cluster.js';
import { type Choice, draw, type Shown } from './drawing.js';
import { labelOf } from './object-label.js';

const ALL: Choice = { state: 'all', words: '' };

async function picture(text: string, baseline: string | null = null): Promise<Shown> {
  const answer = await answerQuestion({ ...FIRST_QUESTION, text, baseline }, SAMPLE_CLUSTER);
  if (!answer.picture.ok) throw new Error(answer.picture.why);
  return answer.picture;
}

function keys(shown: Shown, choice: Choice): readonly string[] {
  return draw(shown, choice).flatMap(({ types }) =>
    types.flatMap(({ objects }) => objects.map(({ decision }) => decision.key)),
  );
}

function labels(shown: Shown, words: string): readonly string[] {
  return draw(shown, { state: 'all', words }).flatMap(({ types }) =>
    types.flatMap(({ objects }) => objects.map(labelOf)),
  );
}

describe('a drawing', () => {
  it('has a box for each namespace: what is saved first, cluster-scoped objects last', async () => {
    const boxes = draw(await picture('include_namespaces: [shop]'), ALL);
    expect(boxes.map(({ name }) => name)).toEqual([
      'shop',
      'analytics',
      'default',
      'kube-system',
      'velero',
      '',
    ]);
    expect(boxes[0]).toMatchObject({ included: 20, excluded: 0 });
    expect(boxes[1]).toMatchObject({ included: 0, excluded: 5 });
  });

  it('has every object once', async () => {
    const shown = await picture('include_namespaces: [shop]');
    const found = keys(shown, ALL);
    expect(found).toHaveLength(SAMPLE_CLUSTER.objects.length);
    expect(new Set(found).size).toBe(found.length);
  });

  it('shows what is in, what is out, and what has a name', async () => {
    const shown = await picture('include_namespaces: [shop]');
    expect(keys(shown, { state: 'in', words: '' })).toHaveLength(28);
    expect(keys(shown, { state: 'out', words: '' })).toHaveLength(22);
    expect(keys(shown, { state: 'all', words: ' DB-pass ' })).toEqual(['secrets/shop/db-password']);
    expect(draw(shown, { state: 'changed', words: '' })).toEqual([]);
  });

  it('marks what is gained and lost', async () => {
    const shown = await picture('include_namespaces: [analytics]', 'include_namespaces: [shop]');
    const changed = keys(shown, { state: 'changed', words: '' });
    expect(changed).toHaveLength(35);
    expect(labels(shown, 'cronjobs')).toEqual(['cronjobs report: in the backup, gained']);
    expect(labels(shown, 'ingresses')).toEqual(['ingresses web: left out, lost']);
  });

  it('tells volumes with data from those without', async () => {
    const shown = await picture('include_namespaces: [shop]');
    expect(labels(shown, 'persistentvolumeclaims/shop')).toEqual([
      'persistentvolumeclaims uploads: in the backup, with its data',
      'persistentvolumeclaims data-db-0: in the backup, with its data',
      'persistentvolumeclaims cache: in the backup, without its data',
    ]);
    expect(labels(shown, 'pv-')).toEqual([
      'persistentvolumes pv-uploads: in the backup, referred to by another, with its data',
      'persistentvolumes pv-db: in the backup, referred to by another, with its data',
      'persistentvolumes pv-cache: in the backup, referred to by another, without its data',
      'persistentvolumes pv-exports: left out',
    ]);
  });
});
