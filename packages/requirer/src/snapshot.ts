import { lintSpec } from '@k8s-backup-target/lint';
import { decodeDatabag } from '@k8s-backup-target/schema';
import { type Claim, keyText, settle } from './claims.js';
import { IssueList } from './issue-list.js';
import type { RequirerPort } from './port.js';
import type { RelatedIssue, RelatedTarget, TargetKey } from './related.js';

/** Everything that the relations of some endpoints hold, in the order of endpoints and Juju's of relations. */
export class Snapshot {
  readonly targets: readonly RelatedTarget[];
  readonly issues: readonly RelatedIssue[];
  readonly #winners: ReadonlyMap<string, RelatedTarget>;

  private constructor(databags: readonly RelationDatabag[]) {
    const issues = new IssueList();
    const claims: Claim[] = [];
    for (const databag of databags)
      for (const claim of claimsIn(databag, issues)) claims.push(claim);
    const settled = settle(claims);
    issues.add(settled.issues);
    this.targets = settled.targets;
    this.#winners = settled.winners;
    for (const target of settled.targets) issues.add(findingsIn(target));
    this.issues = issues.listed;
  }

  /** Reads every relation on each endpoint once; relations that are gone are left out. */
  static async read(juju: RequirerPort, endpoints: readonly string[]): Promise<Snapshot> {
    const ids = await Promise.all(endpoints.map((endpoint) => juju.relationIds(endpoint)));
    const databags = await Promise.all(ids.flat().map((relation) => readRelation(juju, relation)));
    return new Snapshot(databags.filter((databag) => databag !== null));
  }

  /** The target that counts for this key. */
  find(key: TargetKey): RelatedTarget | undefined {
    return this.#winners.get(keyText(key));
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

/** One databag after another: what is refused in one is no longer held when the next is read. */
function claimsIn({ relation, remoteApp, databag }: RelationDatabag, list: IssueList): Claim[] {
  const { targets, issues } = decodeDatabag(databag);
  list.add(refused(relation, remoteApp, issues));
  return targets.map(({ path, target }) => ({ relation, remoteApp, path, target }));
}

function* refused(
  relation: string,
  remoteApp: string,
  issues: ReturnType<typeof decodeDatabag>['issues'],
): Iterable<RelatedIssue> {
  for (const issue of issues) yield { relation, remoteApp, severity: 'refused', ...issue };
}

function* findingsIn({ relation, remoteApp, path, target }: RelatedTarget): Iterable<RelatedIssue> {
  for (const finding of lintSpec(target.spec)) {
    yield { relation, remoteApp, ...finding, path: `${path}/spec${finding.path}` };
  }
}
