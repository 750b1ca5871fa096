import type { Rule } from '@k8s-backup-target/lint/explain';
import * as templates from '../generated/verify-templates.js';
import type { BackupMessage } from './records.js';
import { found, type VerifyFinding } from './verification.js';

/** What Velero says where a rule about volumes holds; the first that fits. */
const CAUSES: readonly (readonly [RegExp, Rule])[] = [
  [/VolumeGroupSnapshot(?!Class)/, 'volume-group-unfit'],
  [/no volume backing this claim|is not bound to a volume/, 'claim-without-volume'],
  [/persistentvolumes "[^"]*" not found/, 'claim-without-volume'],
  [/persistentvolumeclaims "[^"]*" not found/, 'claim-missing'],
  [/daemonset pod not found in running state|node-agent is not ready/, 'no-node-agent'],
  [/VolumeSnapshotClass|VolumeGroupSnapshotClass|volumesnapshotclass/, 'snapshot-class-missing'],
  [/storage ?class/i, 'storage-class-missing'],
  [
    /pod is not (?:running|scheduled)|pod is being deleted|is in unexpected status|pod is not in the expected status/,
    'pod-not-running',
  ],
  [/not mounted by any container/, 'not-mounted'],
  [/is a block volume/, 'raw-block'],
  [/is a hostPath volume/, 'host-path'],
  [/invalid uploader type/i, 'uploader-refused'],
  [/BackupRepository|backup repository/i, 'repository-not-ready'],
];

/** The rule that explains a message of Velero; undefined for one that no rule is about. */
export function ruleOf(text: string): Rule | undefined {
  return CAUSES.find(([pattern]) => pattern.test(text))?.[1];
}

/** Messages that say the same of several objects are one finding. */
export function judgeMessages(messages: readonly BackupMessage[] | undefined): VerifyFinding[] {
  const groups = new Map<string, BackupMessage[]>();
  for (const message of messages ?? []) {
    const text = LONGEST < message.text.length ? message.text.slice(0, LONGEST) : message.text;
    const rule = ruleOf(text);
    const cause = rule ?? withoutNames(text, message.namespace);
    const key = `${message.severity} ${cause}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [{ ...message, text }]);
    else known.push({ ...message, text });
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [groupFinding(first, group)];
  });
}

/** Velero quotes whole answers of servers. */
const LONGEST = 2000;

function groupFinding(
  { severity, text }: BackupMessage,
  group: readonly BackupMessage[],
): VerifyFinding {
  const rule = ruleOf(text);
  const [ofRepository, ofAnother] = TEMPLATES[severity];
  const template = rule === ofRepository.rule ? ofRepository : ofAnother;
  const about = group.map((one) =>
    one.namespace === '' ? one.text : `${one.namespace}: ${one.text}`,
  );
  return found(template, {}, about, rule === undefined ? {} : { rule });
}

/** What is said where a repository is the cause, and where it is not. */
const TEMPLATES = {
  error: [templates.repositoryNotReadyErrors, templates.backupErrorMessages],
  warning: [templates.repositoryNotReadyWarnings, templates.backupWarningMessages],
} as const;

/** A message with its names taken out: quoted texts, paths of objects, numbers. In linear time: it is foreign. */
function withoutNames(text: string, namespace: string): string {
  const words = text.replace(/"[^"]*"/g, '"…"').split(/\s+/);
  const plain = words
    .map((word) => (/[/=]/.test(word) ? '…' : word))
    .join(' ')
    .replace(/\d+/g, '0');
  return namespace === '' ? plain : plain.replaceAll(namespace, '…');
}
