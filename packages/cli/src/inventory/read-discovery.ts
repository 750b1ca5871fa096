import type { ApiGroup, ApiResource } from '@k8s-backup-target/preview';
import type { ClusterApi } from '../cluster/api/cluster-api.js';
import { type Fields, fieldsOf, isFields, listOf, textOf } from '../input/fields.js';

/** The types that a cluster serves: its groups in the server's order, each in its preferred version. */
export async function readDiscovery(api: ClusterApi): Promise<readonly ApiGroup[]> {
  const list = fieldsOf(await api.get('/apis'));
  const versions = listOf(list['groups']).flatMap(
    (group) => textOf(fieldsOf(fieldsOf(group)['preferredVersion'])['groupVersion']) ?? [],
  );
  return Promise.all([
    readGroup(api, 'v1', '/api/v1'),
    ...versions.map((version) => readGroup(api, version, `/apis/${version}`)),
  ]);
}

async function readGroup(api: ClusterApi, groupVersion: string, path: string): Promise<ApiGroup> {
  const list = fieldsOf(await api.get(path));
  return { groupVersion, resources: listOf(list['resources']).filter(isFields).map(toResource) };
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
