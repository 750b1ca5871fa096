import { MEASURED_RELEASES } from '@k8s-backup-target/lint';
import { describe, expect, it } from 'vitest';
import { type InventoryObject, type PreviewSpec, preview } from './index.js';
import { inventory, namespace, object } from './test-data/objects.js';

const TERMINATING = namespace('app', { status: { phase: 'Terminating' } });
const WEB = object('configmaps/app/web');

/** The releases by whose rules the Namespace `app` is saved. */
function releasesThatSave(spec: PreviewSpec, ...objects: readonly InventoryObject[]): string[] {
  return MEASURED_RELEASES.flatMap(({ release: veleroVersion }) => {
    const { decisions } = preview(spec, inventory(...objects), { veleroVersion });
    const app = decisions.find(({ key }) => key === 'namespaces//app');
    return app?.included === true ? [veleroVersion] : [];
  });
}

const UP_TO_1_16 = ['1.14.1', '1.15.2', '1.16.0', '1.16.1', '1.16.2'];
const UP_TO_1_18_0 = [...UP_TO_1_16, '1.17.0', '1.17.1', '1.17.2', '1.18.0'];

describe('preview by release', () => {
  it('saves a Namespace of another phase than Active by itself up to 1.16 alone', () => {
    expect(releasesThatSave({}, TERMINATING)).toEqual(UP_TO_1_16);
  });

  it('saves it with every release where it holds an object', () => {
    expect(releasesThatSave({}, TERMINATING, WEB)).toHaveLength(MEASURED_RELEASES.length);
  });

  it('lists the whole cluster for the empty name, and keeps the Namespaces, but not in 1.18.2 and 1.18.3', () => {
    const spec = { include_namespaces: [''] };
    const releases = [...UP_TO_1_18_0, '1.18.1', 'main'];
    expect(releasesThatSave(spec, namespace('app'), WEB)).toEqual(releases);
  });

  it('saves an excluded Namespace that holds an object, but not from 1.18.1 to 1.18.3', () => {
    const releases = [...UP_TO_1_18_0, 'main'];
    expect(releasesThatSave({ exclude_namespaces: ['app'] }, namespace('app'), WEB)).toEqual(
      releases,
    );
  });
});
