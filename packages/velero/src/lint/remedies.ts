import type { Finding } from '@k8s-backup-target/schema';
import type { VeleroFinding } from './finding.js';

const REMEDIES: Readonly<Record<string, string>> = {
  'empty-list': 'Set the field to null, or name what you mean.',
  'empty-selector': 'Set label_selector to null.',
  'empty-name': 'Remove the empty string.',
  'include-and-exclude': 'Remove the name from one of the two lists.',
  'wildcard-and-names': 'Keep "*" alone, or the names alone.',
  'wildcard-excluded': 'Name what to leave out.',
  'namespace-name': 'Correct the name: lower-case letters, digits and "-", or a glob of it.',
  'label-key':
    'Correct the key: an optional DNS prefix and "/", then at most 63 letters, digits, "-", "_" and ".".',
  'label-value': 'Correct the value: at most 63 letters, digits, "-", "_" and ".".',
  'ttl-zero': 'Set ttl to null, or to a positive length.',
};

/** A finding of the contract's lint, with its remedy. */
export function withRemedy(finding: Finding): VeleroFinding {
  return { ...finding, remedy: REMEDIES[finding.rule] ?? 'See the message.' };
}
