import { describe, expect, it } from 'vitest';
import { HookContextError, readHookContext } from './index.js';

const HOOK = {
  JUJU_UNIT_NAME: 'my-app/3',
  JUJU_MODEL_NAME: 'prod',
  JUJU_MODEL_UUID: '9f7d',
  JUJU_HOOK_NAME: 'config-changed',
  JUJU_DISPATCH_PATH: 'hooks/config-changed',
  JUJU_CHARM_DIR: '/charm',
  JUJU_VERSION: '3.6.9',
};

const RELATION = {
  ...HOOK,
  JUJU_HOOK_NAME: 'backup-relation-joined',
  JUJU_RELATION: 'backup',
  JUJU_RELATION_ID: 'backup:7',
  JUJU_REMOTE_APP: 'velero',
  JUJU_REMOTE_UNIT: 'velero/0',
};

describe('readHookContext', () => {
  it('reads a hook', () => {
    expect(readHookContext(HOOK)).toEqual({
      unit: 'my-app/3',
      app: 'my-app',
      model: 'prod',
      modelUuid: '9f7d',
      hook: 'config-changed',
      action: null,
      charmDir: '/charm',
      jujuVersion: '3.6.9',
      relation: null,
    });
  });

  it('reads the relation of a relation hook', () => {
    expect(readHookContext(RELATION).relation).toEqual({
      endpoint: 'backup',
      id: 'backup:7',
      remoteApp: 'velero',
      remoteUnit: 'velero/0',
      departingUnit: null,
    });
  });

  it('takes empty variables as unset, as relation-created and relation-broken have them', () => {
    const { relation } = readHookContext({
      ...RELATION,
      JUJU_REMOTE_APP: '',
      JUJU_REMOTE_UNIT: '',
      JUJU_DEPARTING_UNIT: '',
    });
    expect(relation).toMatchObject({ remoteApp: null, remoteUnit: null, departingUnit: null });
  });

  it('completes a relation id without its endpoint', () => {
    const { relation } = readHookContext({ ...RELATION, JUJU_RELATION_ID: '7' });
    expect(relation?.id).toBe('backup:7');
  });

  it('takes the endpoint from Juju, not from a hook name that looks like another', () => {
    const { relation } = readHookContext({
      ...RELATION,
      JUJU_HOOK_NAME: 'a-relation-joined-relation-changed',
      JUJU_RELATION: 'a-relation-joined',
      JUJU_RELATION_ID: 'a-relation-joined:2',
    });
    expect(relation).toMatchObject({ endpoint: 'a-relation-joined', id: 'a-relation-joined:2' });
  });

  it('reads an action, which is not a hook', () => {
    const context = readHookContext({
      ...HOOK,
      JUJU_HOOK_NAME: '',
      JUJU_DISPATCH_PATH: 'actions/list-targets',
      JUJU_ACTION_NAME: 'list-targets',
    });
    expect(context).toMatchObject({ hook: '', action: 'list-targets', relation: null });
  });

  it('takes the hook from the dispatch path, and has none in juju exec', () => {
    const { JUJU_HOOK_NAME: _, ...unnamed } = HOOK;
    expect(readHookContext(unnamed).hook).toBe('config-changed');
    const { JUJU_DISPATCH_PATH: __, ...exec } = unnamed;
    expect(readHookContext(exec).hook).toBe('');
  });

  it('takes the older name of the charm folder, and no version', () => {
    const { JUJU_CHARM_DIR: _, JUJU_VERSION: __, ...older } = HOOK;
    const context = readHookContext({ ...older, CHARM_DIR: '/older' });
    expect(context).toMatchObject({ charmDir: '/older', jujuVersion: null });
  });

  it.each([
    [HOOK, 'JUJU_UNIT_NAME', 'JUJU_UNIT_NAME'],
    [HOOK, 'JUJU_MODEL_NAME', 'JUJU_MODEL_NAME'],
    [HOOK, 'JUJU_MODEL_UUID', 'JUJU_MODEL_UUID'],
    [HOOK, 'JUJU_CHARM_DIR', 'CHARM_DIR'],
    [RELATION, 'JUJU_RELATION', 'JUJU_RELATION'],
    [RELATION, 'JUJU_RELATION_ID', 'JUJU_RELATION_ID'],
  ])('names what is missing: %#', (env, removed, named) => {
    const read = () => readHookContext({ ...env, [removed]: '' });
    expect(read).toThrow(HookContextError);
    expect(read).toThrow(`[no-hook-context] ${named} is not set`);
  });
});
