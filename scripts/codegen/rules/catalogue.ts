/** The catalogue of rules and the measured releases of Velero: language-neutral data, checked as it is read. */

import { withFacts } from './release-facts.js';

/**
 * What a rule is about. `spec`: a spec, whatever the release; `published`: a spec that a charm is about to
 * publish; `velero`: a spec on one release; `release`: a release itself; `schedule` and `expression`: a valid
 * and an invalid cron expression; `any`: whatever has too many faults; `contract`, `databag` and `claim`: a databag;
 * `object`, `filter`, `conversion` and `cluster`: an object of Velero, its filters, what none is made of, and a cluster;
 * `volume`: the data of a volume in a preview; `backup`: a Backup after it ran; `step`: a step from a relation to a
 * Backup; `policy`: a resource policy that Velero accepts; the others: an object in a preview.
 */
export type Scope = (typeof SCOPES)[number];

const SCOPES = [
  ...(['spec', 'published', 'velero', 'release', 'schedule', 'any'] as const),
  ...(['expression', 'contract', 'databag', 'claim', 'object', 'conversion'] as const),
  ...(['filter', 'cluster'] as const),
  ...(['included', 'related', 'excluded', 'noted', 'volume', 'backup', 'step', 'policy'] as const),
] as const;

/** The scopes whose findings `@k8s-backup-target/lint` makes. */
const LINT_SCOPES: readonly Scope[] = ['spec', 'published', 'velero', 'release', 'schedule', 'any'];

/** The severity of a finding. */
export type Severity = (typeof SEVERITIES)[number];

const SEVERITIES = ['error', 'warning', 'info'] as const;

/** Where a step from a relation to a Backup is, or what is known of a Backup, and how severe that is. */
const STEP_SEVERITIES = {
  ok: 'info',
  waiting: 'info',
  unknown: 'warning',
  failed: 'error',
} as const;

/** One thing that a rule can find. */
export interface FindingData {
  readonly severity: Severity;
  /** Of a step: where it is; of a Backup: `unknown` where an input does not tell. Absent elsewhere. */
  readonly state?: keyof typeof STEP_SEVERITIES;
  /** True if what it is found in is not accepted as a target. */
  readonly refused?: boolean;
  /** The severity once a Backup is made of the spec, if it differs. */
  readonly veleroSeverity?: Severity;
  /** The capability that a release must have; without it, the finding holds for every release. */
  readonly when?: Readonly<Record<string, string | boolean>>;
  /** The fault, with `{placeholders}`. */
  readonly message: string;
  /** The advice, with `{placeholders}`; absent where the message gives it, or nothing is to be done. */
  readonly remedy?: string;
}

/** One rule. */
export interface RuleData {
  readonly scope: Scope;
  readonly finds: string;
  readonly why: string;
  readonly sources: readonly string[];
  readonly findings: Readonly<Record<string, FindingData>>;
}

/** A difference between releases. */
export interface CapabilityData {
  /** The values that it can have; absent for true and false. */
  readonly values?: readonly string[];
  readonly meaning: string;
}

/** The rules of one measured release: its name and its capabilities. */
export type ReleaseData = Readonly<Record<string, string | boolean>> & {
  readonly release: string;
};

/** The measured releases of Velero. */
export interface ReleasesData {
  readonly default: string;
  readonly capabilities: Readonly<Record<string, CapabilityData>>;
  readonly releases: readonly ReleaseData[];
}

/** The subjects of the catalogue, a file for each, in the order in which they are listed. */
export const SUBJECTS = [
  'contract',
  'claims',
  'specs',
  'cron',
  'preview',
  'verify',
  'cluster',
  'steps',
] as const;

/** A subject of the catalogue. */
export type Subject = (typeof SUBJECTS)[number];

type Rules = Readonly<Record<string, RuleData>>;

/** Everything that is said about faults. */
export interface Catalogue {
  /** The rules by subject and id. */
  readonly subjects: Readonly<Record<Subject, Rules>>;
  readonly capabilities: Readonly<Record<string, CapabilityData>>;
  readonly releases: readonly ReleaseData[];
  readonly defaultRelease: string;
}

/** The folder of the catalogue below the repository's root. */
export const RULES_FOLDER = 'schema/rules';
export const RELEASES_FILE = 'schema/velero/releases.json';

/** The file of a subject, from the repository's root. */
export function subjectFile(subject: Subject): string {
  return `${RULES_FOLDER}/${subject}.json`;
}

/**
 * Reads the catalogue from the texts of its files.
 *
 * @throws Error that names every fault.
 */
export function parseCatalogue(
  texts: Readonly<Record<Subject, string>>,
  releasesText: string,
): Catalogue {
  const measured = JSON.parse(releasesText) as ReleasesData;
  const releases = JSON.parse(withFacts(releasesText, measured.releases)) as ReleasesData;
  const rulesOf = (subject: Subject) =>
    (JSON.parse(withFacts(texts[subject], measured.releases)) as { rules: Rules }).rules;
  const catalogue = {
    subjects: Object.fromEntries(SUBJECTS.map((subject) => [subject, rulesOf(subject)])),
    capabilities: releases.capabilities,
    releases: releases.releases,
    defaultRelease: releases.default,
  } as Catalogue;
  const faults = faultsOf(catalogue);
  if (faults.length > 0) throw new Error(`${RULES_FOLDER}:\n  ${faults.join('\n  ')}`);
  return catalogue;
}

/** The rules of all subjects, in the order of the catalogue. */
export function allRules({ subjects }: Catalogue): [rule: string, data: RuleData][] {
  return SUBJECTS.flatMap((subject) => Object.entries(subjects[subject]));
}

/** The rules whose findings `@k8s-backup-target/lint` makes. */
export function lintRules(catalogue: Catalogue): [rule: string, data: RuleData][] {
  const rules = allRules(catalogue).filter(([, { scope }]) => LINT_SCOPES.includes(scope));
  return rules.sort(([, one], [, other]) => rank(one) - rank(other));
}

/** Specs come first, then what they have in common with others. */
function rank({ scope }: RuleData): number {
  return ['spec', 'published', 'velero'].includes(scope) ? 0 : 1;
}

/** The rules of a subject in some scopes. */
export function rulesIn(
  { subjects }: Catalogue,
  subject: Subject,
  ...scopes: readonly Scope[]
): [rule: string, data: RuleData][] {
  return Object.entries(subjects[subject]).filter(([, { scope }]) => scopes.includes(scope));
}

/** The measured releases for which a finding holds. */
export function releasesOf(
  { when = {} }: FindingData,
  { releases }: Pick<Catalogue, 'releases'>,
): string[] {
  return releases
    .filter((rules) => Object.entries(when).every(([name, value]) => rules[name] === value))
    .map(({ release }) => release);
}

const PLACEHOLDER = /\{([a-z]+)\}/g;
/** Lower-case words and hyphens; a keyword of JSON Schema is its own id. */
const RULE_NAME = /^(?:[a-z]+(?:-[a-z]+)*|additionalProperties|minLength|maxLength)$/;
const FINDING_NAME = /^[a-z]+$/;

function faultsOf(catalogue: Catalogue): string[] {
  const { capabilities, releases, defaultRelease } = catalogue;
  const names = releases.map(({ release }) => release);
  const ids = allRules(catalogue).map(([rule]) => rule);
  const repeated = ids.filter((id, index) => ids.indexOf(id) !== index);
  return [
    ...(names.includes(defaultRelease) ? [] : [`the default ${defaultRelease} is not measured`]),
    ...releases.flatMap((release) => capabilityFaults(release, capabilities)),
    ...repeated.map((rule) => `rule ${rule}: two subjects have it`),
    ...allRules(catalogue).flatMap(([rule, data]) => ruleFaults(rule, data, catalogue)),
  ];
}

function capabilityFaults(
  { release, ...rules }: ReleaseData,
  capabilities: Catalogue['capabilities'],
): string[] {
  const names = new Set([...Object.keys(rules), ...Object.keys(capabilities)]);
  return [...names].flatMap((name) => {
    const allowed: readonly unknown[] = capabilities[name]?.values ?? [true, false];
    const isKnown = name in capabilities && allowed.includes(rules[name]);
    return isKnown ? [] : [`release ${release}: its ${name} is not one of the capabilities`];
  });
}

function ruleFaults(rule: string, data: RuleData, catalogue: Catalogue): string[] {
  const faults: string[] = [];
  if (!RULE_NAME.test(rule)) faults.push('its name is not lower-case words and hyphens');
  if (!SCOPES.includes(data.scope)) faults.push('its scope does not exist');
  if (data.sources.length === 0) faults.push('it names no source');
  for (const [name, finding] of Object.entries(data.findings)) {
    faults.push(
      ...[
        ...findingFaults(name, finding, catalogue),
        ...stateFaults(data, finding),
        ...contractFaults(data, finding),
      ].map((fault) => `finding ${name}: ${fault}`),
    );
  }
  return faults.map((fault) => `rule ${rule}: ${fault}`);
}

function stateFaults({ scope }: RuleData, { state, severity }: FindingData): string[] {
  if (state === undefined) return [];
  if (scope !== 'step' && !(scope === 'backup' && state === 'unknown')) {
    return ['only a step has a state, and a Backup of which something is unknown'];
  }
  return STEP_SEVERITIES[state] === severity
    ? []
    : [`its severity does not fit the state ${state}`];
}

/** An issue of the contract carries neither: in both languages it is an error, and what it is in is not a target. */
function contractFaults({ scope }: RuleData, { severity, refused }: FindingData): string[] {
  if (scope !== 'contract' || (severity === 'error') === (refused === true)) return [];
  return ['an error of the contract is refused, and nothing else is'];
}

function findingFaults(name: string, finding: FindingData, catalogue: Catalogue): string[] {
  const faults: string[] = [];
  if (!FINDING_NAME.test(name)) faults.push('its name is not one lower-case word');
  if (!SEVERITIES.includes(finding.severity)) faults.push('its severity is not one of the three');
  if (releasesOf(finding, catalogue).length === 0) faults.push('no release has its capability');
  for (const text of [finding.message, finding.remedy ?? '']) {
    if (/[{}]/.test(text.replace(PLACEHOLDER, ''))) faults.push(`a stray brace in: ${text}`);
    if (text.endsWith('.')) faults.push(`a period at the end of: ${text}`);
  }
  return faults;
}
