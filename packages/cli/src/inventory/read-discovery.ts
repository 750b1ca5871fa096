import type { ApiGroup, ApiResource } from '@k8s-backup-target/preview';
import type { ClusterApi } from '../cluster/api/cluster-api.js';
import { listIn } from '../cluster/api/list-in.js';
import { mapInParallel } from '../cluster/api/map-in-parallel.js';
import { type Fields, fieldsOf, isFields, listOf, textOf } from '../input/fields.js';

/** So many groups are asked for at a time. */
const PARALLEL = 10;

/** The types that a cluster serves: its groups in the server's order, each in its preferred version. */
export async function readDiscovery(api: ClusterApi): Promise<readonly ApiGroup[]> {
  const versions = listIn(await api.get('/apis'), 'groups', '/apis').flatMap(
    (group) => textOf(fieldsOf(fieldsOf(group)['preferredVersion'])['groupVersion']) ?? [],
  );
  return mapInParallel(['v1', ...versions], PARALLEL, (version) =>
    readGroup(api, version, version === 'v1' ? '/api/v1' : `/apis/${version}`),
  );
}

async function readGroup(api: ClusterApi, groupVersion: string, path: string): Promise<ApiGroup> {
  const resources = listIn(await api.get(path), 'resources', path);
  return { groupVersion, resources: resources.filter(isFields).map(toResource) };
}

function toResource(resource: Fields): ApiResource {
  return {
    name: textOf(resource['name']) ?? '',
    singular: textOf(resource['singularName']) ?? '',
    kind: textOf(resource['kind']) ?? '',
    namespaced: resource['namespaced'] === true,
    shortNames: texts(resource['shortNames']),
    verbs: texts(resource['verbs']),
  };
}

function texts(value: unknown): readonly string[] {
  return listOf(value).filter((item) => typeof item === 'string');
}
