/** The catalogue of lint rules and the measured releases of Velero: language-neutral data, checked as it is read. */

/**
 * The subject of a rule: a spec, a spec that a charm is about to publish, a spec on one release of Velero, a
 * release, or a cron expression.
 */
export type Scope = 'spec' | 'published' | 'velero' | 'release' | 'schedule';

/** The severity of a finding. */
export type Severity = 'error' | 'warning';

/** One thing that a rule can find. */
export interface FindingData {
  readonly severity: Severity;
  /** The severity once a Backup is made of the spec, if it differs. */
  readonly veleroSeverity?: Severity;
  /** The capability that a release must have; without it, the finding holds for every release. */
  readonly when?: Readonly<Record<string, string | boolean>>;
  /** The fault, with `{placeholders}`. */
  readonly message: string;
  /** The advice, with `{placeholders}`. */
  readonly remedy: string;
}

/** One rule. */
export interface RuleData {
  readonly scope: Scope;
  readonly finds: string;
  readonly why: string;
  readonly sources: readonly string[];
  readonly findings: Readonly<Record<string, FindingData>>;
}

/** The rules of one measured release: its name and its capabilities. */
export type ReleaseData = Readonly<Record<string, string | boolean>> & {
  readonly release: string;
};

/** Everything that the lint is generated from. */
export interface Catalogue {
  readonly rules: Readonly<Record<string, RuleData>>;
  readonly releases: readonly ReleaseData[];
  readonly defaultRelease: string;
}

/** The files below the repository's root that hold the data. */
export const CATALOGUE_FILE = 'schema/lint/catalogue.json';
export const RELEASES_FILE = 'schema/lint/releases.json';

/**
 * Reads the catalogue from the texts of its two files.
 *
 * @throws Error that names the file and every fault.
 */
export function parseCatalogue(catalogueText: string, releasesText: string): Catalogue {
  const { rules } = JSON.parse(catalogueText) as { rules: Record<string, RuleData> };
  const releases = JSON.parse(releasesText) as { default: string; releases: ReleaseData[] };
  const catalogue = { rules, releases: releases.releases, defaultRelease: releases.default };
  const faults = faultsOf(catalogue);
  if (faults.length > 0) throw new Error(`${CATALOGUE_FILE}:\n  ${faults.join('\n  ')}`);
  return catalogue;
}

/** The measured releases for which a finding holds. */
export function releasesOf({ when = {} }: FindingData, { releases }: Catalogue): string[] {
  return releases
    .filter((rules) => Object.entries(when).every(([name, value]) => rules[name] === value))
    .map(({ release }) => release);
}

const PLACEHOLDER = /\{([a-z]+)\}/g;
const RULE_NAME = /^[a-z]+(?:-[a-z]+)*$/;
const FINDING_NAME = /^[a-z]+$/;
const SEVERITIES = ['error', 'warning'];

function faultsOf(catalogue: Catalogue): string[] {
  const { rules, releases, defaultRelease } = catalogue;
  const names = releases.map(({ release }) => release);
  return [
    ...(names.includes(defaultRelease) ? [] : [`the default ${defaultRelease} is not measured`]),
    ...Object.entries(rules).flatMap(([rule, data]) => ruleFaults(rule, data, catalogue)),
  ];
}

function ruleFaults(rule: string, data: RuleData, catalogue: Catalogue): string[] {
  const faults: string[] = [];
  if (!RULE_NAME.test(rule)) faults.push('its name is not lower-case words and hyphens');
  if (data.sources.length === 0) faults.push('it names no source');
  for (const [name, finding] of Object.entries(data.findings)) {
    faults.push(
      ...findingFaults(name, finding, catalogue).map((fault) => `finding ${name}: ${fault}`),
    );
  }
  return faults.map((fault) => `rule ${rule}: ${fault}`);
}

function findingFaults(name: string, finding: FindingData, catalogue: Catalogue): string[] {
  const faults: string[] = [];
  if (!FINDING_NAME.test(name)) faults.push('its name is not one lower-case word');
  if (!SEVERITIES.includes(finding.severity)) faults.push('its severity is not error or warning');
  if (releasesOf(finding, catalogue).length === 0) faults.push('no release has its capability');
  for (const text of [finding.message, finding.remedy]) {
    if (/[{}]/.test(text.replace(PLACEHOLDER, ''))) faults.push(`a stray brace in: ${text}`);
    if (text.endsWith('.')) faults.push(`a period at the end of: ${text}`);
  }
  return faults;
}
