/** The corpus: what every implementation of the contract answers. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding, Issue, Layer, ProviderAppData, View } from './protocol.js';

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
  readonly provenance: string;
  readonly reference?: { readonly valid: boolean; readonly value: ProviderAppData };
}

/** One file of the corpus. */
export interface CaseClass {
  readonly class: string;
  readonly about: string;
  readonly cases: readonly Case[];
}

/** The folder of the corpus. */
export const CORPUS: string = join(import.meta.dirname, 'corpus');

/** Reads the whole corpus, class by class, in the order of the files' names. */
export function readCorpus(): readonly CaseClass[] {
  const names = readdirSync(CORPUS).filter((name) => name.endsWith('.json'));
  return names.sort().map((name): CaseClass => {
    const file: CaseClass = JSON.parse(readFileSync(join(CORPUS, name), 'utf8'));
    return { ...file, cases: file.cases.map((each) => ({ ...OF_NO_CONTRACT, ...each })) };
  });
}

/** Fields that a case about a cron expression leaves out. */
const OF_NO_CONTRACT = { view: 'read', value: { backup_targets: [] } } as const;

/** The part of a corpus that is about certain layers. */
export function aboutLayers(
  corpus: readonly CaseClass[],
  layers: readonly Layer[],
): readonly CaseClass[] {
  return corpus
    .map((each) => ({ ...each, cases: each.cases.filter(({ layer }) => layers.includes(layer)) }))
    .filter(({ cases }) => cases.length > 0);
}
