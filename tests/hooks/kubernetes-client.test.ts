/** What the integrator in TypeScript sends to the Kubernetes API, and what it makes of the answers. */
import type { Backup, Schedule, ScheduleReference } from '@k8s-backup-target/velero';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { KubernetesApi } from '../../examples/integrator-charm/src/kubernetes-api.js';
import { connectToKubernetes } from '../../examples/integrator-charm/src/kubernetes-connection.js';
import { MemoryApi } from './memory-api.js';

const MOST_BYTES = 1_572_864;
const GONE: ScheduleReference = { namespace: 'velero', name: 'gone', uid: 'a', annotations: {} };

let api: MemoryApi;
let client: KubernetesApi;

beforeAll(async () => {
  api = await MemoryApi.start();
});

afterAll(() => api.stop());

beforeEach(async () => {
  api.schedules.clear();
  api.backups.clear();
  api.requests.length = 0;
  api.intercept = () => false;
  for (const [name, value] of Object.entries(api.env)) vi.stubEnv(name, value);
  client = await connectToKubernetes({ fieldManager: 'integrator', timeoutSeconds: 5 });
  vi.unstubAllEnvs();
});

function schedule(name: string, namespace = 'velero'): Schedule {
  return {
    apiVersion: 'velero.io/v1',
    kind: 'Schedule',
    metadata: { name, namespace, labels: {}, annotations: {} },
    spec: { schedule: '@daily', template: {} },
  };
}

function backup(name: string): Backup {
  const { apiVersion, metadata } = schedule(name);
  return { apiVersion, kind: 'Backup', metadata, spec: {} };
}

/** A Schedule whose JSON text has so many bytes. */
function scheduleOf(bytes: number): Schedule {
  const { metadata, ...rest } = schedule('large');
  const sized = (note: string) => ({
    ...rest,
    metadata: { ...metadata, annotations: { note } },
  });
  return sized('x'.repeat(bytes - JSON.stringify(sized('')).length));
}

/** Every answer from now on. */
function answerWith(status: number, body: object): void {
  api.intercept = (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
    return true;
  };
}

it.each(['KUBERNETES_SERVICE_HOST', 'KUBERNETES_SERVICE_PORT'])(
  'there is no API without %s',
  async (name) => {
    for (const [each, value] of Object.entries(api.env)) vi.stubEnv(each, value);
    vi.stubEnv(name, '');
    const connecting = connectToKubernetes({ fieldManager: 'integrator', timeoutSeconds: 5 });
    vi.unstubAllEnvs();
    await expect(connecting).rejects.toMatchObject({ code: 'no-api' });
  },
);

describe('a list', () => {
  it('is asked for from page to page, 500 objects at a time', async () => {
    const asked: string[] = [];
    api.intercept = (_, response, url) => {
      asked.push(url.search);
      const next = url.searchParams.get('continue') === null ? 'a b&c' : '';
      const body = { kind: 'ScheduleList', metadata: { continue: next }, items: [asked.length] };
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
      return true;
    };
    expect(await client.listSchedules('velero')).toEqual([1, 2]);
    expect(asked).toEqual(['?limit=500', '?limit=500&continue=a+b%26c']);
  });

  it('is of one namespace', async () => {
    await client.create(schedule('a'));
    await client.create(schedule('b', 'other'));
    expect(await client.listSchedules('other')).toMatchObject([{ metadata: { name: 'b' } }]);
  });
});

it('names and namespaces lead to no other path', async () => {
  await client.create(schedule('a', '../x'));
  await client.deleteSchedule({ ...GONE, name: 'a/b?c' });
  expect(api.requests).toEqual([
    'POST /apis/velero.io/v1/namespaces/..%2Fx/schedules',
    'DELETE /apis/velero.io/v1/namespaces/velero/schedules/a%2Fb%3Fc',
  ]);
});

it('an object is created by its kind, in the name of the application', async () => {
  await client.create(schedule('a'));
  await client.create(backup('b'));
  expect([...api.schedules.keys()]).toEqual(['velero/a']);
  expect([...api.backups.keys()]).toEqual(['velero/b']);
  for (const stored of [...api.schedules.values(), ...api.backups.values()]) {
    expect(stored.metadata['managedFields']).toEqual([{ manager: 'integrator' }]);
  }
});

it('one that is there stays as it is', async () => {
  await client.create(schedule('a'));
  const changed = { ...schedule('a'), spec: { schedule: '@weekly', template: {} } };
  await expect(client.create(changed)).rejects.toMatchObject({ code: 'exists' });
  expect(api.schedules.get('velero/a')?.spec).toMatchObject({ schedule: '@daily' });
});

describe('an update', () => {
  it('changes what its patch names, in the name of the application', async () => {
    await client.create({
      ...schedule('a'),
      spec: { schedule: '@daily', template: { ttl: '1h' } },
    });
    api.intercept = ({ method }, _, { search }) => {
      expect([method, search]).toEqual(['PATCH', '?fieldManager=integrator']);
      return false;
    };
    await client.update({
      schedule: schedule('a'),
      reference: { ...GONE, name: 'a' },
      patch: { spec: { schedule: '@weekly' } },
    });
    expect(api.schedules.get('velero/a')?.spec).toEqual({
      schedule: '@weekly',
      template: { ttl: '1h' },
    });
  });
});

describe('an object of 1.5 MiB', () => {
  it('is sent', async () => {
    answerWith(201, { kind: 'Schedule' });
    await client.create(scheduleOf(MOST_BYTES));
    expect(api.requests).toHaveLength(1);
  });

  it('is not sent where it has one byte more', async () => {
    const large = scheduleOf(MOST_BYTES + 1);
    const refusal = {
      code: 'too-large',
      message: `it has ${MOST_BYTES + 1} bytes and a cluster stores at most ${MOST_BYTES}: shorten the target's lists`,
    };
    await expect(client.create(large)).rejects.toMatchObject(refusal);
    const update = { schedule: large, reference: GONE, patch: {} };
    await expect(client.update(update)).rejects.toMatchObject(refusal);
    expect(api.requests).toEqual([]);
  });
});

describe('a deletion', () => {
  it('is of the object that was read, and of no other in its place', async () => {
    await client.create(schedule('a'));
    await client.deleteSchedule({ ...GONE, name: 'a', uid: 'another' });
    expect([...api.schedules.keys()]).toEqual(['velero/a']);
    const uid = String(api.schedules.get('velero/a')?.metadata['uid']);
    await client.deleteSchedule({ ...GONE, name: 'a', uid });
    expect([...api.schedules.keys()]).toEqual([]);
  });

  it('of one without a uid is of whatever has its name', async () => {
    await client.create(schedule('a'));
    await client.deleteSchedule({ ...GONE, name: 'a', uid: null });
    expect([...api.schedules.keys()]).toEqual([]);
  });

  it.each([404, 409])('is fine with %i', async (status) => {
    answerWith(status, { kind: 'Status' });
    expect(await client.deleteSchedule(GONE)).toBeUndefined();
  });

  it('is fine with an answer of no kind', async () => {
    answerWith(200, {});
    expect(await client.deleteSchedule(GONE)).toBeUndefined();
  });

  it('is refused with 403', async () => {
    answerWith(403, { kind: 'Status', message: 'no' });
    await expect(client.deleteSchedule(GONE)).rejects.toMatchObject({ code: 'refused' });
  });
});
