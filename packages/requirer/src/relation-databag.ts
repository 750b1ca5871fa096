import type { RequirerPort } from './port.js';

/** A relation that Juju lists, as far as it could be read. */
export interface RelationDatabag {
  readonly relation: string;
  /** The application at the other end; null if it could not be read. */
  readonly remoteApp: string | null;
  /** What that application has published; null if it could not be read. */
  readonly databag: Readonly<Record<string, string>> | null;
}

/** A relation whose databag could be read. */
export interface ReadableRelation extends RelationDatabag {
  readonly remoteApp: string;
  readonly databag: Readonly<Record<string, string>>;
}

/** Reads every relation on each endpoint once, in the order of endpoints and Juju's of relations. */
export async function readRelations(
  juju: RequirerPort,
  endpoints: readonly string[],
): Promise<readonly RelationDatabag[]> {
  const ids = await Promise.all(endpoints.map((endpoint) => juju.relationIds(endpoint)));
  return Promise.all(ids.flat().map((relation) => readRelation(juju, relation)));
}

async function readRelation(juju: RequirerPort, relation: string): Promise<RelationDatabag> {
  const remoteApp = await juju.remoteApplication(relation);
  if (remoteApp === null) return { relation, remoteApp, databag: null };
  return {
    relation,
    remoteApp,
    databag: await juju.readRemoteApplicationData(relation, remoteApp),
  };
}

/** Tells whether a relation could be read. */
export function isReadable(relation: RelationDatabag): relation is ReadableRelation {
  return relation.databag !== null;
}
