import { stringify } from 'yaml';

/** A value as YAML, each text on one line. */
export function toYaml(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}
