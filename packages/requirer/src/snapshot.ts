import { lintSpec } from '@k8s-backup-target/lint';
import { decodeDatabag } from '@k8s-backup-target/schema';
import { isWaiting, type Settled, settle } from './claims.js';
import { IssueList } from './issue-list.js';
import { type Claim, Ownership } from './ownership.js';
import type { RequirerPort } from './port.js';
import { refusedNames } from './refused-names.js';
import { keyText, type RelatedIssue, type RelatedTarget, type TargetKey } from './related.js';
import {
  isReadable,
  type ReadableRelation,
  type RelationDatabag,
  readRelations,
} from './relation-databag.js';
import { mayLackRelations } from './unlisted.js';

/** Everything that the relations of some endpoints hold, in the order of endpoints and Juju's of relations. */
export class Snapshot {
  readonly targets: readonly RelatedTarget[];
  /** Bounded: for people to read. What is held back is in `heldBack`, complete. */
  readonly issues: readonly RelatedIssue[];
  /** Each relation that holds something refused, or a claim that waits for another, with its remote application. */
  readonly heldBack: ReadonlyMap<string, string>;
  /** The relations that are listed and cannot be read. */
  readonly unreadable: readonly string[];
  /** Every relation that is listed. */
  readonly relations: readonly RelationDatabag[];
  readonly #winners: ReadonlyMap<string, RelatedTarget>;

  private constructor(
    relations: readonly RelationDatabag[],
    { heldBack, issues }: Decoded,
    settled: Settled,
  ) {
    const held = settled.issues.filter((issue) => issue.refused || isWaiting(issue));
    issues.add(settled.issues);
    for (const target of settled.targets) issues.add(findingsIn(target));
    this.targets = settled.targets;
    this.issues = issues.listed;
    this.heldBack = new Map([
      ...heldBack,
      ...held.map(({ relation, remoteApp }) => [relation, remoteApp] as const),
    ]);
    this.unreadable = relations.filter((each) => !isReadable(each)).map(({ relation }) => relation);
    this.relations = relations;
    this.#winners = settled.winners;
  }

  /** Reads every relation on each endpoint once. */
  static async read(juju: RequirerPort, endpoints: readonly string[]): Promise<Snapshot> {
    const relations = await readRelations(juju, endpoints);
    const readable = relations.filter(isReadable);
    const decoded = decode(readable);
    const { claims, heldBack } = decoded;
    const broken = readable.filter(({ relation }) => heldBack.has(relation));
    const refused = refusedNames(juju.context, claims, broken);
    const ownership = await Ownership.of(juju.context, relations, [...claims, ...refused], {
      remoteModelUuid: (relation) => juju.remoteModelUuid(relation),
      mayLackRelations: () => mayLackRelations(juju, endpoints, relations),
    });
    return new Snapshot(relations, decoded, settle(claims, refused, ownership));
  }

  /** The target that counts for this key. */
  find({ app, endpoint, model }: TargetKey): RelatedTarget | undefined {
    return this.#winners.get(keyText({ app, relation_name: endpoint, model }));
  }
}

interface Decoded {
  readonly claims: readonly Claim[];
  readonly heldBack: ReadonlyMap<string, string>;
  readonly issues: IssueList;
}

/** One databag after another: what is refused in one is no longer held when the next is read. */
function decode(relations: readonly ReadableRelation[]): Decoded {
  const claims: Claim[] = [];
  const heldBack = new Map<string, string>();
  const list = new IssueList(relations.map(({ relation }) => relation));
  for (const { relation, remoteApp, databag } of relations) {
    const { targets, issues } = decodeDatabag(databag);
    if (issues.length > 0) heldBack.set(relation, remoteApp);
    list.add(refused(relation, remoteApp, issues));
    for (const { path, target } of targets) claims.push({ relation, remoteApp, path, target });
  }
  return { claims, heldBack, issues: list };
}

function* refused(
  relation: string,
  remoteApp: string,
  issues: ReturnType<typeof decodeDatabag>['issues'],
): Iterable<RelatedIssue> {
  for (const issue of issues)
    yield { relation, remoteApp, severity: 'error', refused: true, ...issue };
}

function* findingsIn({ relation, remoteApp, path, target }: RelatedTarget): Iterable<RelatedIssue> {
  for (const finding of lintSpec(target.spec)) {
    yield { relation, remoteApp, refused: false, ...finding, path: `${path}/spec${finding.path}` };
  }
}
