import { goSuite } from '@k8s-backup-target/tools/go-suite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ApiAnswer, type ApiRequest, ask, follow } from './client.js';
import { FIRST_BUILD_LIMIT, type KubernetesApi, startKubernetesApi } from './start.js';

interface Stored {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly resourceVersion: string;
    readonly generation: number;
    readonly labels?: Readonly<Record<string, string>>;
    readonly managedFields: readonly {
      readonly manager: string;
      readonly operation: string;
      readonly fieldsV1: unknown;
    }[];
  };
  readonly spec: Readonly<Record<string, unknown>>;
}

interface Refusal {
  readonly kind: 'Status';
  readonly message: string;
  readonly reason?: string;
}

interface StoredList {
  readonly items: readonly Stored[];
}

type Query = Readonly<Record<string, string>>;
type Labels = Readonly<Record<string, string>>;

const COLLECTION = '/apis/velero.io/v1/namespaces/velero/schedules';
const OURS = 'our-charm';
const DAILY = { schedule: '@daily', template: { includedNamespaces: ['shop'] } };

const suite = goSuite('the Kubernetes API');

describe.skipIf(suite.isSkipped)(suite.title, () => {
  let api: KubernetesApi;

  beforeAll(async () => {
    api = await startKubernetesApi();
  }, FIRST_BUILD_LIMIT);

  afterAll(() => api?.stop());

  afterEach(() => send({ method: 'DELETE', path: COLLECTION }));

  function send<Body = Refusal>(request: ApiRequest): Promise<ApiAnswer<Body>> {
    return ask<Body>(api, request);
  }

  /** Server-side apply of a Schedule named `shop`. */
  function apply<Body = Stored>(
    spec: unknown,
    { manager = OURS, labels, name = 'shop', query = {} }: ApplyOptions = {},
  ): Promise<ApiAnswer<Body>> {
    return send<Body>({
      method: 'PATCH',
      path: `${COLLECTION}/${name}`,
      query: { fieldManager: manager, ...query },
      contentType: 'application/apply-patch+yaml',
      body: schedule(spec, name, labels),
    });
  }

  function post<Body>(spec: unknown, query: Query = {}): Promise<ApiAnswer<Body>> {
    const body = schedule(spec, 'shop');
    return send<Body>({ method: 'POST', path: COLLECTION, query, contentType: JSON_TYPE, body });
  }

  /** Changes a stored Schedule as another controller does. */
  function merge(patch: unknown, manager: string): Promise<ApiAnswer<Stored>> {
    return send<Stored>({
      method: 'PATCH',
      path: `${COLLECTION}/shop`,
      query: { fieldManager: manager },
      contentType: 'application/merge-patch+json',
      body: patch,
    });
  }

  function read<Body = Stored>(name = 'shop'): Promise<ApiAnswer<Body>> {
    return send<Body>({ method: 'GET', path: `${COLLECTION}/${name}` });
  }

  async function namesWith(labelSelector: string): Promise<string[]> {
    const query = { labelSelector };
    const { body } = await send<StoredList>({ method: 'GET', path: COLLECTION, query });
    return body.items.map(({ metadata }) => metadata.name);
  }

  describe('access', () => {
    it('refuses who does not know the token', async () => {
      const stranger = { ...api, token: 'guessed' };
      const { status } = await ask(stranger, { method: 'GET', path: COLLECTION });
      expect(status).toBe(401);
    });

    it('serves Backups and Schedules, and no core objects', async () => {
      const served = await send<{ resources: { kind: string }[] }>({
        method: 'GET',
        path: '/apis/velero.io/v1',
      });
      expect(served.body.resources.map(({ kind }) => kind).sort()).toEqual(['Backup', 'Schedule']);
      const core = await send({ method: 'GET', path: '/api/v1/namespaces' });
      expect(core.status).toBe(404);
    });
  });

  describe('server-side apply', () => {
    it('creates, and records who owns which field', async () => {
      const { status, body } = await apply(DAILY, { labels: { app: 'shop' } });
      expect(status).toBe(201);
      expect(body.spec).toEqual(DAILY);
      expect(body.metadata.managedFields).toMatchObject([
        {
          manager: OURS,
          operation: 'Apply',
          fieldsV1: {
            'f:metadata': { 'f:labels': { 'f:app': {} } },
            'f:spec': { 'f:schedule': {}, 'f:template': { 'f:includedNamespaces': {} } },
          },
        },
      ]);
    });

    it('needs a field manager', async () => {
      const { status, body } = await apply<Refusal>(DAILY, { manager: '' });
      expect(status).toBe(422);
      expect(body.message).toContain('fieldManager');
    });

    it('changes nothing when the same is applied again', async () => {
      const first = await apply(DAILY);
      const second = await apply(DAILY);
      expect(second.status).toBe(200);
      expect(second.body.metadata.resourceVersion).toBe(first.body.metadata.resourceVersion);
      expect(second.body).toEqual(first.body);
    });

    // An empty map is owned but not stored, so the record of who owns what is never the same twice.
    it('counts an unchanged object as changed, where its labels are empty', async () => {
      const first = await apply(DAILY, { labels: {} });
      const second = await apply(DAILY, { labels: {} });
      expect(second.body.metadata.resourceVersion).not.toBe(first.body.metadata.resourceVersion);
    });

    it('counts a change', async () => {
      const first = await apply(DAILY);
      const second = await apply({ ...DAILY, schedule: '@weekly' });
      expect(second.body.metadata.resourceVersion).not.toBe(first.body.metadata.resourceVersion);
      expect(second.body.metadata.generation).toBe(first.body.metadata.generation + 1);
    });

    it('removes a field that its manager no longer applies', async () => {
      await apply({ ...DAILY, paused: true });
      const { body } = await apply(DAILY);
      expect(body.spec).toEqual(DAILY);
    });

    // https://github.com/kubernetes-sigs/structured-merge-diff/issues/305: removing the last field of a map
    // leaves null, which the schema refuses. Force does not help; another field in its place does.
    it('cannot take the last field out of the template', async () => {
      await apply(DAILY);
      const query = { force: 'true' };
      const { status, body } = await apply<Refusal>({ ...DAILY, template: {} }, { query });
      expect(status).toBe(422);
      expect(body.message).toContain('spec.template in body must be of type object: "null"');
      const everything = { ...DAILY, template: { includedNamespaces: ['*'] } };
      expect((await apply(everything)).body.spec).toEqual(everything);
    });

    it("refuses to change another manager's field", async () => {
      await apply(DAILY);
      const other = { schedule: '@weekly', template: {} };
      const { status, body } = await apply<Refusal>(other, { manager: 'kubectl' });
      expect(status).toBe(409);
      expect(body.reason).toBe('Conflict');
      expect(body.message).toContain(`conflict with "${OURS}": .spec.schedule`);
      expect((await read()).body.spec).toEqual(DAILY);
    });

    it('takes the field over by force', async () => {
      await apply({ schedule: '@weekly', template: {} }, { manager: 'kubectl' });
      const { status, body } = await apply(DAILY, { query: { force: 'true' } });
      expect(status).toBe(200);
      expect(body.spec).toEqual(DAILY);
      expect(ownersOf('f:schedule', body)).toEqual([OURS]);
    });

    it('leaves what Velero writes, where the applied object does not name it', async () => {
      await apply(DAILY);
      await merge({ spec: { skipImmediately: false }, status: { phase: 'Enabled' } }, 'velero');
      const before = await read();
      const after = await apply(DAILY);
      expect(after.status).toBe(200);
      expect(after.body).toEqual(before.body);
      expect(after.body).toMatchObject({
        spec: { ...DAILY, skipImmediately: false },
        status: { phase: 'Enabled' },
      });
    });

    it('conflicts where Velero has rewritten a field that is applied', async () => {
      const skipping = { ...DAILY, skipImmediately: true };
      await apply(skipping);
      await merge({ spec: { skipImmediately: false } }, 'velero');
      const { status, body } = await apply<Refusal>(skipping);
      expect(status).toBe(409);
      expect(body.message).toContain('.spec.skipImmediately');
    });

    it('stores nothing on a dry run', async () => {
      const { status } = await apply(DAILY, { query: { dryRun: 'All' } });
      expect(status).toBe(201);
      expect((await read<Refusal>()).status).toBe(404);
    });

    // Kubernetes answers 500, not 4xx, when an applied object does not fit the schema: the merge fails
    // before validation starts. Whoever retries on 5xx must know.
    it.each([
      ['a wrong type', { ...DAILY, paused: 'yes' }, '.spec.paused: expected boolean'],
      ['an unknown field', { ...DAILY, pasued: true }, '.spec.pasued: field not declared'],
    ])('refuses %s, as an internal error', async (_, spec, message) => {
      const { status, body } = await apply<Refusal>(spec);
      expect(status).toBe(500);
      expect(body.message).toContain(message);
      expect((await read<Refusal>()).status).toBe(404);
    });

    it.each([
      ['a missing field', { schedule: '@daily' }, 'spec.template: Required value'],
      ['a null ttl', { ...DAILY, template: { ttl: null } }, 'spec.template.ttl in body must be'],
    ])('refuses %s', async (_, spec, message) => {
      const { status, body } = await apply<Refusal>(spec);
      expect(status).toBe(422);
      expect(body.reason).toBe('Invalid');
      expect(body.message).toContain(message);
    });

    it('refuses a name that is not a subdomain', async () => {
      const { status, body } = await apply<Refusal>(DAILY, { name: 'Shop_1' });
      expect(status).toBe(422);
      expect(body.message).toContain('metadata.name');
    });
  });

  describe('create', () => {
    it('refuses a wrong type', async () => {
      const { status, body } = await post<Refusal>({ ...DAILY, paused: 'yes' });
      expect(status).toBe(422);
      expect(body.message).toContain('spec.paused in body must be of type boolean');
    });

    it('drops an unknown field, and warns', async () => {
      const { status, warning, body } = await post<Stored>({ ...DAILY, pasued: true });
      expect(status).toBe(201);
      expect(warning).toContain('unknown field');
      expect(body.spec).toEqual(DAILY);
    });

    it('refuses an unknown field where validation is strict', async () => {
      const query = { fieldValidation: 'Strict' };
      const { status, body } = await post<Refusal>({ ...DAILY, pasued: true }, query);
      expect(status).toBe(400);
      expect(body.message).toContain('unknown field "spec.pasued"');
    });

    it('refuses a second object of the same name', async () => {
      await post<Stored>(DAILY);
      const { status, body } = await post<Refusal>(DAILY);
      expect(status).toBe(409);
      expect(body.reason).toBe('AlreadyExists');
    });
  });

  // These three break or mislead Velero, and the API stores them: the schema says string, or object, and
  // no more. What is in front of the API must know better.
  it.each([
    ['a ttl that Go cannot read', { ...DAILY, template: { ttl: '30d' } }],
    ['an empty label selector', { ...DAILY, template: { labelSelector: {} } }],
    ['a cron expression that never fires', { ...DAILY, schedule: '0 0 31 2 *' }],
  ])('stores %s', async (_, spec) => {
    expect((await apply(spec)).status).toBe(201);
    expect((await read()).body.spec).toEqual(spec);
  });

  it('lists by label', async () => {
    await apply(DAILY, { name: 'a', labels: { app: 'shop', 'managed-by': OURS } });
    await apply(DAILY, { name: 'b', labels: { app: 'bank', 'managed-by': OURS } });
    await apply(DAILY, { name: 'c', labels: { app: 'shop' } });
    expect(await namesWith(`managed-by=${OURS}`)).toEqual(['a', 'b']);
    expect(await namesWith(`managed-by=${OURS},app in (shop)`)).toEqual(['a']);
    expect(await namesWith('!managed-by')).toEqual(['c']);
    expect(await namesWith('app=nobody')).toEqual([]);
  });

  it('deletes', async () => {
    await apply(DAILY);
    const path = `${COLLECTION}/shop`;
    expect((await send({ method: 'DELETE', path })).status).toBe(200);
    expect((await read<Refusal>()).status).toBe(404);
    const again = await send({ method: 'DELETE', path });
    expect(again.status).toBe(404);
    expect(again.body.reason).toBe('NotFound');
  });

  it('tells a watcher what happens, in order', async () => {
    const started = await send<{ metadata: { resourceVersion: string } }>({
      method: 'GET',
      path: COLLECTION,
    });
    await apply(DAILY);
    await apply(DAILY);
    await apply({ ...DAILY, paused: true });
    await send({ method: 'DELETE', path: `${COLLECTION}/shop` });

    const { resourceVersion } = started.body.metadata;
    const query = { watch: 'true', resourceVersion };
    const seen: string[] = [];
    for await (const event of follow<{ type: string }>(api, {
      method: 'GET',
      path: COLLECTION,
      query,
    })) {
      seen.push(event.type);
      if (event.type === 'DELETED') break;
    }
    expect(seen).toEqual(['ADDED', 'MODIFIED', 'DELETED']);
  });

  it('starts empty each time, and is gone once stopped', async () => {
    await apply(DAILY);
    const second = await startKubernetesApi();
    try {
      const { body } = await ask<StoredList>(second, { method: 'GET', path: COLLECTION });
      expect(body.items).toEqual([]);
    } finally {
      await second.stop();
    }
    await expect(ask(second, { method: 'GET', path: COLLECTION })).rejects.toThrow('ECONNREFUSED');
  });
});

interface ApplyOptions {
  readonly manager?: string;
  readonly labels?: Labels;
  readonly name?: string;
  readonly query?: Query;
}

const JSON_TYPE = 'application/json';

function schedule(spec: unknown, name: string, labels?: Labels): unknown {
  return {
    apiVersion: 'velero.io/v1',
    kind: 'Schedule',
    metadata: { name, namespace: 'velero', labels },
    spec,
  };
}

function ownersOf(field: string, { metadata }: Stored): string[] {
  return metadata.managedFields
    .filter(({ fieldsV1 }) => JSON.stringify(fieldsV1).includes(`"${field}"`))
    .map(({ manager }) => manager);
}
