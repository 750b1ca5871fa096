import { lintSpec } from '@k8s-backup-target/lint';
import { decodeDatabag } from '@k8s-backup-target/schema';
import type { RequirerPort } from './port.js';
import type { RelatedIssue, RelatedTarget, TargetKey } from './related.js';

/** Everything that the relations of one endpoint hold, in Juju's order of relations. */
export class Snapshot {
  readonly targets: RelatedTarget[] = [];
  readonly issues: RelatedIssue[] = [];
  readonly #firstByKey: Map<string, RelatedTarget> = new Map();

  /** Reads every relation on `endpoint` once; relations that are gone are left out. */
  static async read(juju: RequirerPort, endpoint: string): Promise<Snapshot> {
    const ids = await juju.relationIds(endpoint);
    const databags = await Promise.all(ids.map((relation) => readRelation(juju, relation)));
    const snapshot = new Snapshot();
    for (const databag of databags) if (databag !== null) snapshot.#add(databag);
    return snapshot;
  }

  /** The first target with this key. */
  find(key: TargetKey): RelatedTarget | undefined {
    return this.#firstByKey.get(keyText(key));
  }

  #add({ relation, remoteApp, databag }: RelationDatabag): void {
    const { targets, issues } = decodeDatabag(databag);
    for (const issue of issues)
      this.issues.push({ relation, remoteApp, severity: 'refused', ...issue });
    for (const decoded of targets) this.#addTarget({ relation, remoteApp, ...decoded });
  }

  #addTarget(located: Omit<RelatedTarget, 'isDuplicate'>): void {
    const { relation, remoteApp, path, target } = located;
    const key = keyText({ app: target.app, endpoint: target.relation_name, model: target.model });
    const first = this.#firstByKey.get(key);
    const related = { ...located, isDuplicate: first !== undefined };
    this.targets.push(related);
    if (first === undefined) this.#firstByKey.set(key, related);
    else this.issues.push(duplicate(related, first));
    for (const finding of lintSpec(target.spec)) {
      this.issues.push({ relation, remoteApp, ...finding, path: `${path}/spec${finding.path}` });
    }
  }
}

interface RelationDatabag {
  readonly relation: string;
  readonly remoteApp: string;
  readonly databag: Readonly<Record<string, string>>;
}

async function readRelation(juju: RequirerPort, relation: string): Promise<RelationDatabag | null> {
  const remoteApp = await juju.remoteApplication(relation);
  if (remoteApp === null) return null;
  const databag = await juju.readRemoteApplicationData(relation, remoteApp);
  return databag === null ? null : { relation, remoteApp, databag };
}

function duplicate(
  { relation, remoteApp, path }: RelatedTarget,
  first: RelatedTarget,
): RelatedIssue {
  const message = `has the app, relation_name and model of ${first.path || 'the target'} in ${first.relation}, which wins`;
  const remedy = 'publish each target once';
  return { relation, remoteApp, path, rule: 'duplicate', severity: 'warning', message, remedy };
}

/** A key as text; no two keys share one. */
function keyText({ app, endpoint, model }: TargetKey): string {
  return JSON.stringify([app, endpoint, model]);
}
