/** The inventory of a live cluster: its discovery table, and what a list of each type answers. */
import type { ClusterClient } from './cluster-client.js';

interface ApiResource {
  readonly name: string;
  readonly singularName: string;
  readonly namespaced: boolean;
  readonly kind: string;
  readonly verbs: readonly string[];
  readonly shortNames?: readonly string[];
}
interface ResourceList {
  readonly groupVersion: string;
  readonly resources: readonly ApiResource[];
}
interface GroupList {
  readonly groups: readonly { readonly preferredVersion: { readonly groupVersion: string } }[];
}

interface Listed {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly deletionTimestamp?: string;
  };
  readonly spec?: {
    readonly nodeName?: string;
    readonly priorityClassName?: string;
    readonly volumeName?: string;
    readonly volumes?: readonly {
      readonly persistentVolumeClaim?: { readonly claimName: string };
    }[];
  };
  readonly status?: { readonly phase?: string };
  readonly subjects?: readonly {
    readonly kind: string;
    readonly namespace?: string;
    readonly name: string;
  }[];
  readonly roleRef?: { readonly name: string };
}

/** A type of objects that a cluster serves, in its group's preferred version. */
export interface ServedGroup {
  readonly groupVersion: string;
  readonly resources: readonly ServedResource[];
}

export interface ServedResource {
  readonly name: string;
  readonly singular: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly shortNames: readonly string[];
  readonly verbs: readonly string[];
}

/** An object, with what decides a backup. */
export type LiveObject = Pick<Listed, 'spec' | 'status' | 'subjects' | 'roleRef'> &
  Listed['metadata'] & {
    /** `deployments.apps` */
    readonly resource: string;
  };

export interface LiveInventory {
  readonly groups: readonly ServedGroup[];
  readonly objects: readonly LiveObject[];
}

/** Reads the whole cluster, in the server's order of groups. */
export async function readInventory(api: ClusterClient): Promise<LiveInventory> {
  const groups = await readGroups(api);
  const types = groups.flatMap(({ groupVersion, resources }) =>
    resources
      .filter(({ verbs }) => verbs.includes('list'))
      .map(({ name }) => ({ groupVersion, name })),
  );
  const lists = await Promise.all(types.map((type) => readObjects(api, type)));
  return { groups, objects: lists.flat() };
}

async function readGroups(api: ClusterClient): Promise<readonly ServedGroup[]> {
  const { groups } = await api.get<GroupList>('/apis');
  const named = groups.map(({ preferredVersion }) => preferredVersion.groupVersion);
  return Promise.all(['v1', ...named].map((groupVersion) => readGroup(api, groupVersion)));
}

async function readGroup(api: ClusterClient, groupVersion: string): Promise<ServedGroup> {
  const { resources } = await api.get<ResourceList>(rootOf(groupVersion));
  return {
    groupVersion,
    resources: resources
      .filter(({ name }) => !name.includes('/'))
      .map(({ singularName, shortNames = [], name, kind, namespaced, verbs }) => {
        return { name, singular: singularName, kind, namespaced, shortNames, verbs };
      }),
  };
}

async function readObjects(
  api: ClusterClient,
  { groupVersion, name }: { readonly groupVersion: string; readonly name: string },
): Promise<LiveObject[]> {
  const [group] = groupVersion.includes('/') ? groupVersion.split('/') : [];
  const resource = group === undefined ? name : `${name}.${group}`;
  const listed = await api.list<Listed>(`${rootOf(groupVersion)}/${name}`);
  return listed.map(({ metadata, spec, status, subjects, roleRef }) => {
    const { name: called, namespace, labels, deletionTimestamp } = metadata;
    return {
      resource,
      name: called,
      ...(namespace === undefined ? {} : { namespace }),
      ...(labels === undefined ? {} : { labels }),
      ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }),
      ...(spec === undefined ? {} : { spec }),
      ...(status === undefined ? {} : { status }),
      ...(subjects === undefined ? {} : { subjects }),
      ...(roleRef === undefined ? {} : { roleRef }),
    };
  });
}

function rootOf(groupVersion: string): string {
  return groupVersion.includes('/') ? `/apis/${groupVersion}` : `/api/${groupVersion}`;
}
