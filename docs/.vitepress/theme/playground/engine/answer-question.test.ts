import { DEFAULT_VELERO_VERSION } from '@k8s-backup-target/lint';
import { describe, expect, it } from 'vitest';
import { twoClasses } from '../../../../../packages/cli/src/testing/two-classes.js';
import type { Answer } from '../answer/answer.js';
import type { Question } from '../answer/question.js';
import { EXAMPLES } from '../examples/examples.js';
import { FIRST_QUESTION } from '../examples/first-question.js';
import { SAMPLE_CLUSTER } from '../examples/sample-cluster.js';
import { answerQuestion } from './answer-question.js';

function ask(text: string, more: Partial<Question> = {}): Promise<Answer> {
  const question = { ...FIRST_QUESTION, text, baseline: null, ...more };
  return answerQuestion(question, SAMPLE_CLUSTER);
}

function example(id: string): string {
  return EXAMPLES.find((one) => one.id === id)?.text ?? '';
}

function rules({ problems }: Answer): readonly string[] {
  return problems.map(({ severity, rule, line }) => `${severity} ${rule} ${line}`);
}

/** The totals of what is drawn; the reason where nothing is. */
function drawn({ picture }: Answer): unknown {
  return picture.ok ? picture.result.totals.included : picture.why;
}

describe('an answer', () => {
  it.each([
    ['shop', 'a spec', ['warning cluster-scope-none 5'], 18],
    ['labels', 'a spec', ['warning selector-pulls-unlabelled 3'], 8],
    ['claims', 'a spec', ['warning persistent-volumes-lost 2'], 3],
    ['misspelt', 'a spec', ['error additionalProperties 1', 'error pattern 2'], expect.any(String)],
    ['databag', 'an application databag', ['error pattern 2'], 7],
    ['show-unit', 'juju show-unit', ['warning cluster-scope-none 11'], 20],
    [
      'schedule',
      'a Schedule',
      ['error duration-unreadable 10', 'warning cron-other-release 7'],
      28,
    ],
    ['backup', 'a Backup', ['warning cluster-scope-by-list 8'], 32],
  ])(
    'says of the example %s what it is, what is wrong and how much it saves',
    async (id, kind, found, included) => {
      const answer = await ask(example(id));
      expect(answer.recognised).toBe(kind);
      expect(rules(answer)).toEqual(found);
      expect(drawn(answer)).toEqual(included);
    },
  );

  it('holds the bytes of the databag and the Schedule', async () => {
    const { databag, schedule } = await ask('include_namespaces: [shop]\nttl: 30d\n');
    expect(databag).toEqual({
      ok: true,
      text: '[{"app": "my-app", "relation_name": "backup", "model": "my-model", "spec": {"include_namespaces": ["shop"], "include_resources": null, "exclude_namespaces": null, "exclude_resources": null, "include_cluster_resources": null, "label_selector": null, "ttl": "30d"}}]',
    });
    expect(schedule).toMatchObject({ ok: true, text: expect.stringContaining('ttl: "720h0m0s"') });
  });

  it('holds no Schedule of a spec that Velero refuses, and says why', async () => {
    const { schedule } = await ask('include_namespaces: [shop, "*"]\n');
    expect(schedule).toMatchObject({
      ok: false,
      why: expect.stringContaining('cannot be combined'),
    });
  });

  it.each(['Backup', 'Schedule'])(
    'reads the classes that annotations of a %s name',
    async (kind) => {
      const asked = (annotations: object) => {
        const backup = { includedNamespaces: ['app'] };
        const spec = kind === 'Backup' ? backup : { schedule: '0 2 * * *', template: backup };
        const metadata = { name: 'app', namespace: 'velero', annotations };
        const object = { apiVersion: 'velero.io/v1', kind, metadata, spec };
        return { ...FIRST_QUESTION, text: JSON.stringify(object), baseline: null };
      };
      const methods = async (annotations: object) => {
        const { picture } = await answerQuestion(asked(annotations), twoClasses('data'));
        return picture.ok ? picture.volumes.map(({ method }) => method) : picture.why;
      };
      expect(await methods({})).toEqual(['error']);
      expect(await methods({ 'velero.io/csi-volumesnapshot-class_d': 'two' })).toEqual([
        'csi-snapshot',
      ]);
    },
  );

  it('draws nothing of a target that no requirer accepts', async () => {
    const answer = await ask('ttl: 24H\n');
    expect(answer.picture.ok).toBe(false);
    expect(answer.databag.ok).toBe(false);
  });

  it('publishes nothing of a spec with a field that readers would drop', async () => {
    const { databag, schedule, picture } = await ask('include_namespace: [shop]\n');
    const nothing = { ok: false, why: 'Nothing is published: correct the errors first.' };
    expect([databag, schedule, picture]).toEqual([nothing, nothing, nothing]);
  });

  it('draws the target that is asked for, and the last where there are fewer', async () => {
    const entry = (app: string) =>
      `{app: ${app}, relation_name: b, model: m, spec: {include_namespaces: [${app}]}}`;
    const text = `backup_targets: [${entry('shop')}, ${entry('analytics')}]`;
    expect((await ask(text)).subjects).toEqual(['shop', 'analytics']);
    expect(drawn(await ask(text, { subject: 1 }))).toBe(7);
    expect((await ask(text, { subject: 9 })).subject).toBe(1);
  });

  it('tells what is gained and lost against the baseline', async () => {
    const baseline = 'include_namespaces: [shop]\ninclude_cluster_resources: false\n';
    const { picture } = await ask('include_namespaces: [shop]\n', { baseline });
    expect(picture).toMatchObject({ comparison: { lost: [], gained: { length: 8 } } });
  });

  it('compares with nothing where the baseline cannot be read', async () => {
    const { picture } = await ask('include_namespaces: [shop]\n', { baseline: '{' });
    expect(picture).toMatchObject({ ok: true, comparison: null });
  });

  it('names the place of each entry that decided', async () => {
    const { picture } = await ask('include_namespaces:\n- analytics\n- shop\n');
    expect(picture).toMatchObject({
      places: expect.arrayContaining([['/include_namespaces/1', 3, 3]]),
    });
  });

  it('leads to the value of a databag that holds the spec', async () => {
    const { picture } = await ask(example('databag'));
    expect(picture).toMatchObject({
      places: expect.arrayContaining([['/include_namespaces/0', 2, 275]]),
    });
  });

  it('takes the cron expression of a Schedule, and has no runs of a Backup', async () => {
    const from = '2026-03-01T00:00:00Z';
    const { runs } = await ask(example('schedule'), { from });
    expect(runs).toEqual([
      expect.objectContaining({
        releases: ['1.18.3', 'main'],
        runs: expect.arrayContaining(['2026-03-01T03:00:00.000Z']),
      }),
      expect.objectContaining({ runs: [], notes: [expect.stringContaining('"7"')] }),
    ]);
    expect((await ask(example('backup'), { from })).runs).toBeNull();
  });

  it('judges by the release that is chosen', async () => {
    const text = 'include_namespaces: [app-?]\n';
    expect(rules(await ask(text, { release: '1.17.2' }))).toContain('error namespace-glob 1');
    expect(rules(await ask(text, { release: DEFAULT_VELERO_VERSION }))).toEqual([]);
  });

  it.each([
    ['nothing', ' \n', 'empty', 1],
    ['neither JSON nor YAML', 'a: b\nc: d: e\n', 'neither JSON nor YAML', 2],
    ['of no known shape', 'hello: world', 'is none of', 1],
    ['nested too deep', '['.repeat(2000), '', 1],
    ['a bomb of aliases', `a: &a [x]\n${'b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n'.repeat(2)}`, '', 1],
    ['longer than it reads', 'x'.repeat(2_000_001), 'more than 2,000,000', 1],
  ])('says what is wrong with a text that is %s', async (_, text, part, line) => {
    const { problems, picture } = await ask(text);
    expect(problems[0]).toMatchObject({ severity: 'error', line: expect.any(Number) });
    expect(problems[0]?.message).toContain(part);
    expect(problems[0]?.line).toBeGreaterThanOrEqual(line);
    expect(picture.ok).toBe(false);
  });

  it('lists at most 200 problems of a hostile text, and counts the rest', async () => {
    const entry = { app: 'a', relation_name: 'b', model: 'm', spec: { ttl: 'x' } };
    const text = JSON.stringify({ backup_targets: JSON.stringify(Array(3000).fill(entry)) });
    const { problems, moreProblems } = await ask(text);
    expect(problems).toHaveLength(200);
    expect(moreProblems).toBe(2800);
  });
});
