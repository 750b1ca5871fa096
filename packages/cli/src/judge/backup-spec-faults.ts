import type { Finding, LintRule } from '@k8s-backup-target/lint';
import type { Fields } from '../input/fields.js';
import { lintFor } from '../velero/rules.js';
import { inVeleroWords, specOfBackup, veleroPath } from '../velero/velero-spec.js';
import { filterFaults, isByScope } from './filter-faults.js';
import type { ObjectFinding } from './object-faults.js';
import { hasSelector, specTraps } from './spec-traps.js';
import { scopedLists, type TypeLists } from './type-lists.js';

/** Everything that is said of the filters of a BackupSpec, with pointers into it. */
export function backupSpecFaults(spec: Fields, veleroVersion: string): readonly ObjectFinding[] {
  return [
    ...filterFaults(spec, veleroVersion),
    ...lintOf(spec, veleroVersion),
    ...(['Namespace', 'Cluster'] as const).flatMap((scope) =>
      namesIn(scopedLists(spec, scope), veleroVersion),
    ),
    ...specTraps(spec),
  ];
}

/** In place of a selector that the contract cannot express: the lint asks whether there is one. */
const ANY_LABELS = { a: 'a' };

/** The lint of the contract, as far as it can express the spec. */
function lintOf(spec: Fields, veleroVersion: string): ObjectFinding[] {
  const known = specOfBackup(spec);
  const isExpression = known.label_selector === null && hasSelector(spec);
  const asked = isExpression ? { ...known, label_selector: ANY_LABELS } : known;
  const selector = spec['labelSelector'] === undefined ? '/orLabelSelectors' : '/labelSelector';
  return lintFor(asked, veleroVersion)
    .filter(({ rule }) => !isByScope(spec) || rule !== 'cluster-scope-undecided')
    .map((finding) => {
      const path = veleroPath(finding.path);
      return inWords(
        finding,
        isExpression ? path.replace('/labelSelector/matchLabels', selector) : path,
      );
    });
}

/** Rules about a name in a list of types, whichever list it is. */
const ABOUT_NAMES: ReadonlySet<LintRule> = new Set<LintRule>([
  'empty-name',
  'emptied-list',
  'events-in-two-groups',
  'glob-syntax',
  'resource-misspelt',
  'resource-name',
]);

function namesIn(lists: TypeLists, veleroVersion: string): ObjectFinding[] {
  const asked = {
    include_resources: lists.includes.length === 0 ? null : [...lists.includes],
    exclude_resources: lists.excludes.length === 0 ? null : [...lists.excludes],
  };
  return (
    lintFor(asked, veleroVersion)
      .filter(({ rule }) => ABOUT_NAMES.has(rule))
      // An empty list of cluster-scoped types means those that are referred to, as where none is set.
      .filter(({ rule }) => lists.meansAllWhereEmpty || rule !== 'emptied-list')
      .map((finding) => {
        const ofList = (text: string) =>
          text
            .replaceAll('include_resources', lists.includesField)
            .replaceAll('exclude_resources', lists.excludesField);
        const { message, remedy } = finding;
        const said = { ...finding, message: ofList(message), remedy: ofList(remedy) };
        return inWords(said, ofList(finding.path));
      })
  );
}

function inWords({ severity, rule, message, remedy }: Finding, path: string): ObjectFinding {
  return {
    severity,
    rule,
    path,
    message: inVeleroWords(message),
    remedy: inVeleroWords(remedy),
  };
}
