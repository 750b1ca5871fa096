/** The corpus: what every implementation of the contract answers. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Finding,
  type Issue,
  type Layer,
  type ProviderAppData,
  ROLE_LAYERS,
  type View,
} from './protocol.js';

/** One case of the corpus; `case.schema.json` says what each member means. */
export interface Case {
  readonly id: string;
  readonly summary: string;
  readonly layer: Layer;
  readonly view: View;
  readonly input: string | Readonly<Record<string, string>>;
  readonly veleroVersion?: string;
  readonly valid: boolean;
  readonly value: ProviderAppData;
  readonly issues: readonly Issue[];
  /** Only where the case is about lint. */
  readonly findings?: readonly Finding[];
  /** Only of the layers of the roles. */
  readonly result?: unknown;
  readonly provenance: string;
  readonly reference?: { readonly valid: boolean; readonly value: ProviderAppData };
}

/** One file of the corpus. */
export interface CaseClass {
  readonly class: string;
  readonly about: string;
  readonly cases: readonly Case[];
}

/** The contract's schema. */
export const SCHEMA_FILE: string = join(
  import.meta.dirname,
  '../../schema/v0/k8s_backup_target.schema.json',
);

/** The folder of the corpus. */
export const CORPUS: string = join(import.meta.dirname, 'corpus');

/**
 * Reads the whole corpus, class by class, in the order of the files' names. A case states only the fields
 * of a spec that it is about: the others are filled in, as null, which is what every reader gives.
 */
export function readCorpus(): readonly CaseClass[] {
  const spec = specFields();
  const names = readdirSync(CORPUS).filter((name) => name.endsWith('.json'));
  return names.sort().map((name): CaseClass => {
    const file: CaseClass = JSON.parse(readFileSync(join(CORPUS, name), 'utf8'));
    const cases = file.cases.map((each) => complete({ ...OF_NO_CONTRACT, ...asText(each) }, spec));
    return { ...file, cases };
  });
}

/** The fields of a spec, in the schema's order. */
export function specFields(): readonly string[] {
  const schema = JSON.parse(readFileSync(SCHEMA_FILE, 'utf8'));
  return Object.keys(schema.$defs.K8sBackupTargetSpec.properties);
}

function complete(each: Case, spec: readonly string[]): Case {
  const { value, reference } = each;
  const complemented = { ...each, value: withUnset(value, spec) };
  if (reference === undefined) return complemented;
  return {
    ...complemented,
    reference: { ...reference, value: withUnset(reference.value, spec) },
  };
}

function withUnset({ backup_targets }: ProviderAppData, spec: readonly string[]): ProviderAppData {
  const unset = Object.fromEntries(spec.map((field) => [field, null]));
  const entries = backup_targets as readonly { readonly spec: object }[];
  return {
    backup_targets: entries.map((entry) => ({ ...entry, spec: { ...unset, ...entry.spec } })),
  };
}

/** The input of a role is an object in the corpus, to be readable, and its text in a request. */
function asText(each: Case): Case {
  const { layer, input } = each;
  return ROLE_LAYERS.includes(layer) ? { ...each, input: JSON.stringify(input) } : each;
}

/** Fields that a case that is not about the contract leaves out. */
const OF_NO_CONTRACT = { view: 'read', value: { backup_targets: [] }, issues: [] } as const;

/** The part of a corpus that is about certain layers. */
export function aboutLayers(
  corpus: readonly CaseClass[],
  layers: readonly Layer[],
): readonly CaseClass[] {
  return corpus
    .map((each) => ({ ...each, cases: each.cases.filter(({ layer }) => layers.includes(layer)) }))
    .filter(({ cases }) => cases.length > 0);
}
