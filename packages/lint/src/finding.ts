import type { Issue, Severity } from '@k8s-backup-target/schema';
import { fill, type Values } from '@k8s-backup-target/schema/internal';
import type { LintRule, MeasuredRelease } from './generated/names.js';
import type { Template } from './template.js';

/** A likely mistake: valid under the contract, but refused or misread by Velero or Kubernetes. */
export interface Finding extends Issue<LintRule> {
  /** `error`: the backup operator or Kubernetes rejects it. `warning`: likely a mistake. */
  readonly severity: Severity;
  /** The fault, in one line. The advice is in the remedy. */
  readonly message: string;
  /** The advice, in the imperative, without a capital and a period. */
  readonly remedy: string;
}

/** A finding before its texts are made. */
export interface FindingDraft {
  readonly template: Template;
  readonly path: string;
  readonly values: Readonly<Record<string, string>>;
}

/** A template that applies at a path, with a value for each of its placeholders but `version`. */
export function draft<T extends Template>(
  template: T,
  path: string,
  ...[values]: NeededValues<T>
): FindingDraft {
  return { template, path, values: values ?? {} };
}

type NeededValues<T extends Template> = keyof Omit<Values<T>, 'version'> extends never
  ? []
  : [values: Omit<Values<T>, 'version'>];

/** The finding of a draft. */
export function findingOf({ template, path, values }: FindingDraft): Finding {
  const { rule, severity, message, remedy } = template;
  return { path, rule, severity, message: fill(message, values), remedy: fill(remedy, values) };
}

/** Tells whether a template holds for a release. */
export function holdsFor({ releases }: Template, release: MeasuredRelease): boolean {
  return releases === undefined || releases.includes(release);
}
