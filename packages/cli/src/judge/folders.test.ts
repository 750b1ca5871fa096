import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';

const GITOPS = fileURLToPath(new URL('../input/test-data/gitops', import.meta.url));

let folder = '';

afterEach(() => {
  if (folder !== '') rmSync(folder, { recursive: true });
  folder = '';
});

/** A folder with these files. */
function having(files: Readonly<Record<string, string>>): string {
  folder = mkdtempSync(join(tmpdir(), 'kbt-folder-'));
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return folder;
}

async function judged(files: Readonly<Record<string, string>>, ...options: readonly string[]) {
  const cwd = having(files);
  const { stdout, exitCode } = await kbt(['validate', '.', '-o', 'json', ...options], { cwd });
  const answer = JSON.parse(stdout);
  const problems = answer.problems.map(
    (one: { file: string; line: number; rule: string }) => `${one.file}:${one.line} ${one.rule}`,
  );
  const notRead = answer.notRead.map(({ file }: { file: string }) => file);
  return { judged: answer.judged, problems, notRead, exitCode };
}

const SCHEDULE = 'apiVersion: velero.io/v1\nkind: Schedule\nmetadata: {name: nightly}\n';
const BAD = `${SCHEDULE}spec:\n  schedule: "@daily"\n  template: {includedNamespaces: [a], ttl: 30d}\n`;

const SCHEDULES = 'schedules:\n  a:\n    schedule: "@daily"\n    template:\n      ttl: 1d\n';

/** A text as a block scalar, indented. */
function block(text: string, indent: string): string {
  return `|-\n${text.trimEnd().replace(/^/gm, indent)}\n`;
}

describe('YAML that a manifest holds as a text', () => {
  const patch = `${SCHEDULE}spec:\n  paussed: true\n`;

  it.each([
    ['an inline patch', `resources: [a]\npatches:\n- patch: ${block(patch, '    ')}`, 8],
    ['patchesStrategicMerge', `patchesStrategicMerge:\n- ${block(patch, '  ')}`, 7],
    [
      'of Flux',
      `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec:\n  patches:\n  - patch: ${block(patch, '      ')}`,
      10,
    ],
    [
      'of Argo CD',
      `kind: Application\napiVersion: argoproj.io/v1alpha1\nspec:\n  source:\n    kustomize:\n      patches:\n      - patch: ${block(patch, '          ')}`,
      12,
    ],
    [
      'that Flux makes of what a chart renders',
      `kind: HelmRelease\napiVersion: helm.toolkit.fluxcd.io/v2\nspec:\n  postRenderers:\n  - kustomize:\n      patches:\n      - patch: ${block(patch, '          ')}`,
      12,
    ],
  ])('is judged as a patch: %s', async (_, text, line) => {
    expect(await judged({ 'kustomization.yaml': text })).toMatchObject({
      problems: [`kustomization.yaml:${line} unknown-field`],
      notRead: [],
    });
  });

  it.each([
    [
      'an Application of Argo CD',
      `kind: Application\napiVersion: argoproj.io/v1alpha1\nspec:\n  sources:\n  - helm:\n      values: ${block(SCHEDULES, '        ')}`,
      11,
    ],
    [
      'an ApplicationSet of Argo CD',
      `kind: ApplicationSet\napiVersion: argoproj.io/v1alpha1\nspec:\n  template:\n    spec:\n      source:\n        helm:\n          values: ${block(SCHEDULES, '            ')}`,
      13,
    ],
    [
      'an object of an ApplicationSet',
      'kind: ApplicationSet\napiVersion: argoproj.io/v1alpha1\nspec: {template: {spec: {sources: [{helm: {valuesObject: \n  {schedules: {a: {schedule: "@daily", template: {ttl: 1d}}}}}}]}}}\n',
      4,
    ],
    [
      'a HelmChart of k3s',
      `kind: HelmChart\napiVersion: helm.cattle.io/v1\nspec:\n  valuesContent: ${block(SCHEDULES, '    ')}`,
      9,
    ],
  ])('is judged as values: %s', async (_, text, line) => {
    const { problems } = await judged({ 'app.yaml': text });
    expect(problems).toContain(`app.yaml:${line} duration-unreadable`);
  });

  it('is left alone where it is a patch of operations or of something else', async () => {
    const text = `patches:\n- patch: ${block('- op: remove\n  path: /spec', '    ')}- patch: ${block('kind: Pod\napiVersion: v1\n', '    ')}`;
    expect(await judged({ 'kustomization.yaml': text })).toMatchObject({ judged: 0, problems: [] });
  });

  it('is not judged where it is not YAML and names Velero', async () => {
    const text = `patches:\n- patch: ${block('kind: [velero.io/v1\n a', '    ')}`;
    const { notRead, exitCode } = await judged({ 'kustomization.yaml': text });
    expect({ notRead, exitCode }).toEqual({ notRead: ['kustomization.yaml'], exitCode: 2 });
  });
});

describe('kbt validate of a folder', () => {
  it('judges what is of Velero in a GitOps repository, wherever it is', async () => {
    const { stdout, exitCode } = await kbt(['validate', '.', '-o', 'json'], { cwd: GITOPS });
    const { problems, notRead } = JSON.parse(stdout);
    const found = problems.map(
      (one: { file: string; line: number; rule: string; severity: string }) =>
        `${one.severity} ${one.file}:${one.line} ${one.rule}`,
    );
    expect(found.filter((line: string) => line.startsWith('error'))).toEqual([
      'error apps/argo.yaml:9 unknown-field',
      'error apps/flux.yaml:6 duration-unreadable',
      'error base/schedules.yaml:8 duration-unreadable',
      'error charts/velero/values.yaml:7 cron-range',
      'error overlays/prod/patch.yaml:5 unknown-field',
    ]);
    expect(notRead).toEqual([]);
    expect(exitCode).toBe(1);
  });

  it('leaves out what begins with a dot, node_modules, other types and links that lead back', async () => {
    const cwd = having({
      '.git/a.yaml': BAD,
      'node_modules/b.yaml': BAD,
      'c.txt': BAD,
      'd/e.yml': BAD,
    });
    symlinkSync('..', join(cwd, 'd/up'));
    const { stdout } = await kbt(['validate', '.', '-o', 'json'], { cwd });
    expect(JSON.parse(stdout).problems.map(({ file }: { file: string }) => file)).toEqual([
      'd/e.yml',
    ]);
  });

  it.each([
    ['a DNS record with a ttl', 'ttl: 5\nname: a\n'],
    ['values with app and spec', 'app: web\nspec: {replicas: 2}\n'],
    ['an empty object', '{}\n'],
    ['an empty list', '[]\n'],
    ['an empty file', ''],
    ['a list of texts', '- a\n- b\n'],
    ['a JSON patch', '[{"op": "remove", "path": "/spec"}]'],
    [
      'a Schedule of k8up',
      'apiVersion: k8up.io/v1\nkind: Schedule\nmetadata: {name: a}\nspec: {ttl: 1}\n',
    ],
    [
      'a Backup of CloudNativePG',
      'apiVersion: postgresql.cnpg.io/v1\nkind: Backup\nspec: {ttl: 30d}\n',
    ],
    ['a workflow with schedules', 'schedules: [{cron: "x"}]\n'],
    ['a template of something else', 'kind: {{ .Values.kind }}\n'],
  ])('takes nothing for a spec that is none: %s', async (_, text) => {
    expect(await judged({ 'a.yaml': text })).toEqual({
      judged: 0,
      problems: [],
      notRead: [],
      exitCode: 2,
    });
    rmSync(folder, { recursive: true });
    expect((await judged({ 'a.yaml': text }, '--skip-others')).exitCode).toBe(0);
  });

  it.each([
    ['a spec', 'include_namespaces: [a]\nttl: 1x\n', 'pattern'],
    ['a target', 'app: a\nrelation_name: b\nmodel: m\nspec: {ttl: 1x}\n', 'pattern'],
    [
      'targets',
      '[{"app": "a", "relation_name": "b", "model": "m", "spec": {"ttl": "1x"}}]',
      'pattern',
    ],
    ['a databag', `backup_targets: '[{"app": "a"}]'\n`, 'required'],
    ['several documents', `kind: Namespace\napiVersion: v1\n---\n${BAD}`, 'duration-unreadable'],
    [
      'a list',
      `apiVersion: v1\nkind: List\nitems:\n- ${BAD.replaceAll('\n', '\n  ')}`,
      'duration-unreadable',
    ],
    [
      'a storage location',
      'apiVersion: velero.io/v1\nkind: BackupStorageLocation\nmetadata: {name: a}\nspec: {provider: 5}\n',
      'wrong-type',
    ],
    [
      'values of the chart',
      'schedules:\n  a: {schedule: "@daily", template: {ttl: 1d}}\n',
      'duration-unreadable',
    ],
    [
      'values below velero',
      'velero:\n  schedules:\n    a: {schedule: "@daily", template: {ttl: 1d}}\n',
      'duration-unreadable',
    ],
  ])('finds %s', async (_, text, rule) => {
    const { problems, exitCode } = await judged({ 'deep/down/a.json': text });
    expect(problems).toContainEqual(expect.stringContaining(` ${rule}`));
    expect(exitCode).toBe(1);
  });

  it('judges a Schedule of the chart that is disabled no more than the chart makes it', async () => {
    const values = 'schedules:\n  a: {disabled: true, schedule: "@daily", template: {ttl: 1d}}\n';
    expect((await judged({ 'values.yaml': values })).judged).toBe(0);
  });

  it.each(['patches: [{path: p.yaml}]', 'patchesStrategicMerge: [./p.yaml]'])(
    'judges a patch by what it holds: %s',
    async (kustomization) => {
      const patch = `${SCHEDULE}spec:\n  paused: true\n  template: {csiSnapshotTimeout: 1d}\n`;
      const { problems } = await judged({ 'kustomization.yaml': kustomization, 'p.yaml': patch });
      expect(problems).toEqual(['p.yaml:6 duration-unreadable']);
    },
  );

  it.each([
    'apiVersion: velero.io/v1\nkind: Schedule\nmetadata:\n  name: {{ .Release.Name }}\n',
    '{{- if .Values.on }}\napiVersion: velero.io/v1\nkind: Schedule\n{{- end }}\n',
    `${SCHEDULE}spec:\n  template: {{ toYaml .Values.template | nindent 4 }}\n`,
  ])('says how to judge a template of a Helm chart: %j', async (text) => {
    expect(await judged({ 'templates/a.yaml': text })).toEqual({
      judged: 0,
      problems: [],
      notRead: ['templates/a.yaml'],
      exitCode: 2,
    });
    const { stderr, exitCode } = await kbt(['validate', 'templates/a.yaml'], { cwd: folder });
    expect(stderr).toContain(
      'templates/a.yaml is a template of a Helm chart: judge what is made of it',
    );
    expect(exitCode).toBe(2);
  });

  it('takes braces in quotes as they are', async () => {
    const text = `${SCHEDULE}spec:\n  schedule: "{{ .x }}"\n  template: {includedNamespaces: [a]}\n`;
    expect((await judged({ 'a.yaml': text })).problems).not.toEqual([]);
  });

  it('does not take for fine what it cannot read', async () => {
    const broken = `${BAD}  broken: [\n`;
    expect(await judged({ 'a.yaml': broken })).toEqual({
      judged: 0,
      problems: [],
      notRead: ['a.yaml'],
      exitCode: 2,
    });
    expect((await kbt(['validate', '.', '--skip-others'], { cwd: folder })).exitCode).toBe(2);
    const { stdout } = await kbt(['validate', '.'], { cwd: folder });
    expect(stdout).toMatch(/^a\.yaml:\d+:\d+: not judged: is neither JSON nor YAML: /);
    const { stderr, exitCode } = await kbt(['status', '.'], { cwd: folder });
    expect(stderr).toContain('a.yaml');
    expect(exitCode).toBe(2);
  });

  it('and of files together: each is named as it was given', async () => {
    const cwd = having({ 'a/x.yaml': BAD, 'b.yaml': BAD });
    const { stdout } = await kbt(['validate', './a/', 'b.yaml', '-o', 'json'], { cwd });
    expect(JSON.parse(stdout).problems.map(({ file }: { file: string }) => file)).toEqual([
      'a/x.yaml',
      'b.yaml',
    ]);
  });

  it('is refused where it is far larger than any repository', async () => {
    const cwd = having({});
    for (let index = 0; index <= 20_000; index += 1) writeFileSync(join(cwd, `${index}.yaml`), '');
    const { stderr, exitCode } = await kbt(['validate', '.'], { cwd });
    expect(stderr).toContain('holds more than 20000 files');
    expect(exitCode).toBe(2);
  });
});

describe('kbt preview of values and folders', () => {
  const INVENTORY = fileURLToPath(new URL('../../examples/inventory.json', import.meta.url));
  const values =
    'schedules:\n  daily:\n    schedule: "@daily"\n    template: {includedNamespaces: [wordpress]}\n  other: {schedule: "@daily", template: {includedNamespaces: [shop]}}\n';

  it.each([
    ['values of the chart', 'values.yaml', values],
    [
      'an Application of Argo CD',
      '.',
      `kind: Application\nspec: {source: {helm: {valuesObject: ${JSON.stringify({ schedules: { daily: { schedule: '@daily', template: { includedNamespaces: ['wordpress'] } } } })}}}}\n`,
    ],
    ['a folder', '.', values],
  ])('%s', async (_, word, text) => {
    const cwd = having({
      'values.yaml': text,
      'deploy.yaml': 'kind: Deployment\napiVersion: apps/v1\n',
    });
    const words = ['preview', word, INVENTORY, '--app', 'velero-daily', '-o', 'json'];
    const { stdout, stderr, exitCode } = await kbt(words, { cwd });
    expect(stderr).toBe('');
    expect(
      JSON.parse(stdout).namespaces.filter(({ included }: { included: number }) => included > 0),
    ).toContainEqual(expect.objectContaining({ namespace: 'wordpress' }));
    expect(exitCode).toBe(0);
  });

  it('asks which one, where there are several', async () => {
    const cwd = having({ 'values.yaml': values });
    const { stderr, exitCode } = await kbt(['preview', 'values.yaml', INVENTORY], { cwd });
    expect(stderr).toContain('name one with --app, of velero-daily, velero-other');
    expect(exitCode).toBe(2);
  });
});
