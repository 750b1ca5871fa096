/** The catalogue as TypeScript: names, templates, releases and explanations, each in a module of its own. */
import { bannerComment } from '../text/banner.js';
import {
  allRules,
  type Catalogue,
  type FindingData,
  lintRules,
  RELEASES_FILE,
  RULES_FOLDER,
  type RuleData,
  releasesOf,
  rulesIn,
  type Scope,
  SUBJECTS,
  type Subject,
  subjectFile,
} from './catalogue.js';
import { rangeOf } from './release-facts.js';

const GENERATOR = 'scripts/codegen/rules/typescript.ts';

/** A type of literal ids: its name, its doc, and the scopes whose rules it names. */
export interface RuleType {
  readonly name: string;
  readonly doc: string;
  readonly scopes: readonly Scope[];
}

/** The text of a module with the ids of a subject's rules, which weigh nothing at run time. */
export function renderRuleTypes(
  catalogue: Catalogue,
  subject: Subject,
  types: readonly RuleType[],
): string {
  const unions = types.map(({ name, doc, scopes }) => {
    const rules = rulesIn(catalogue, subject, ...scopes);
    return `${docOf(doc, rules)}export type ${name} =\n${union(rules.map(([rule]) => rule))}`;
  });
  return `${bannerComment('//', GENERATOR, subjectFile(subject))}${unions.join('\n')}`;
}

/** The text of `names.ts`: the ids of the lint's rules, and the releases. */
export function renderLintNames(catalogue: Catalogue): string {
  const rules = lintRules(catalogue);
  return [
    bannerComment('//', GENERATOR, RULES_FOLDER),
    docOf('The id of a rule of the lint.', rules),
    'export type LintRule =\n',
    union(rules.map(([rule]) => rule)),
    '\n/** A release of Velero whose behaviour was measured; `main` is its development branch. */\n',
    'export type MeasuredRelease =\n',
    union(catalogue.releases.map(({ release }) => release)),
  ].join('');
}

/** The text of `releases.ts`. */
export function renderReleases({ capabilities, releases, defaultRelease }: Catalogue): string {
  return [
    bannerComment('//', GENERATOR, RELEASES_FILE),
    "import type { MeasuredRelease } from './names.js';\n\n",
    '/** The differences between releases of Velero that matter to a spec, a Schedule or a preview. */\n',
    'export interface VeleroRules {\n',
    '  /** The release on which these rules were measured. */\n',
    '  readonly release: MeasuredRelease;\n',
    ...Object.entries(capabilities).map(
      ([name, { values, meaning }]) =>
        `  /** ${meaning} */\n  readonly ${name}: ${values?.map(quote).join(' | ') ?? 'boolean'};\n`,
    ),
    '}\n\n',
    ...releases.map((rules, place) => releaseConstant(rules, releases[place - 1])),
    '\n/** The rules of each measured release, oldest first. */\n',
    'export const MEASURED_RELEASES: readonly VeleroRules[] = [\n',
    ...releases.map((rules) => `  ${releaseName(rules)},\n`),
    '];\n\n',
    ...rangesOf(capabilities, releases),
    '/** The newest release that was measured: what holds where the caller names none. */\n',
    `export const DEFAULT_VELERO_VERSION: MeasuredRelease = ${quote(defaultRelease)};\n`,
  ].join('');
}

type Release = Catalogue['releases'][number];

/** A release by what is new in it, which is what people ask, and weighs less. */
function releaseConstant(rules: Release, before: Release | undefined): string {
  const known = new Map(Object.entries(before ?? {}));
  const changed = Object.entries(rules).filter(([name, value]) => known.get(name) !== value);
  const members = changed.map(([name, value]) => `${name}: ${literal(value)}`);
  const all = before === undefined ? members : [`...${releaseName(before)}`, ...members];
  return `const ${releaseName(rules)}: VeleroRules = { ${all.join(', ')} };\n`;
}

function releaseName({ release }: Release): string {
  return `RULES_${release.toUpperCase().replaceAll('.', '_')}`;
}

/** For each capability with names for its values, which releases have them. */
function rangesOf(
  capabilities: Catalogue['capabilities'],
  releases: Catalogue['releases'],
): string[] {
  const lines = Object.entries(capabilities).flatMap(([name, { values = [] }]) => {
    const ranges = values.map((value) => [value, rangeOf(name, value, releases)]);
    return ranges.length === 0 ? [] : [`  ${name}: ${objectOf(Object.fromEntries(ranges))},\n`];
  });
  return [
    '/** In words, the releases with each value of a capability. */\n',
    'export const RELEASE_RANGES = {\n',
    ...lines,
    '} as const;\n\n',
  ];
}

/** The text of the lint's `templates.ts`. */
export function renderLintTemplates(catalogue: Catalogue): string {
  return (
    bannerComment('//', GENERATOR, RULES_FOLDER) + templatesOf(lintRules(catalogue), catalogue)
  );
}

/** The text of a module with what a preview says besides its clauses: of a spec, and to know of a cluster. */
export function renderPreviewTemplates(catalogue: Catalogue): string {
  const others = rulesIn(catalogue, 'preview', 'excluded', 'noted', 'volume').map(
    ([rule, data]): [string, RuleData] => [rule, { ...data, findings: withoutClause(data) }],
  );
  const rules = [...rulesIn(catalogue, 'cluster', 'filter', 'policy'), ...others];
  return bannerComment('//', GENERATOR, RULES_FOLDER) + templatesOf(rules, catalogue);
}

function withoutClause({ findings }: RuleData): RuleData['findings'] {
  const isClause = (name: string): boolean => name === 'object' || name === 'volume';
  return Object.fromEntries(Object.entries(findings).filter(([name]) => !isClause(name)));
}

/** The text of a module with the templates of a subject's rules in some scopes. */
export function renderTemplates(
  catalogue: Catalogue,
  subject: Subject,
  scopes: readonly Scope[],
): string {
  const rules = rulesIn(catalogue, subject, ...scopes);
  return bannerComment('//', GENERATOR, subjectFile(subject)) + templatesOf(rules, catalogue);
}

/** The text of a module with what conversions say: their own rules, and of a target that is there twice. */
export function renderConversionTemplates(catalogue: Catalogue): string {
  const { duplicate } = catalogue.subjects.claims;
  const conversion = duplicate?.findings['conversion'];
  if (duplicate === undefined || conversion === undefined)
    throw new Error(`${subjectFile('claims')}: rule duplicate has no finding conversion`);
  const rules: [string, RuleData][] = [
    ...rulesIn(catalogue, 'cluster', 'conversion'),
    ['duplicate', { ...duplicate, findings: { conversion } }],
  ];
  return bannerComment('//', GENERATOR, RULES_FOLDER) + templatesOf(rules, catalogue);
}

/** The text of a module with the ids of a preview's rules, and the clause of each that decides about an object. */
export function renderPreviewRules(catalogue: Catalogue): string {
  const clauses = rulesIn(catalogue, 'preview', 'included', 'related', 'excluded').map(
    ([rule, { findings }]) => clauseLine(rule, findings['object']),
  );
  const ofVolumes = rulesIn(catalogue, 'preview', 'volume').map(([rule, { findings }]) =>
    clauseLine(rule, findings['volume']),
  );
  const relations = rulesIn(catalogue, 'preview', 'related').map(([rule]) => rule);
  return [
    renderRuleTypes(catalogue, 'preview', [
      {
        name: 'CollectedRule',
        doc: 'A reason for which Velero collects an object.',
        scopes: ['included'],
      },
      {
        name: 'Relation',
        doc: 'How one object refers to another: its name says from what to what.',
        scopes: ['related'],
      },
      {
        name: 'ExcludedRule',
        doc: 'A reason for which an object is not in the backup.',
        scopes: ['excluded'],
      },
      {
        name: 'NotedRule',
        doc: 'Something to know that decides about no single object.',
        scopes: ['noted'],
      },
      {
        name: 'VolumeRule',
        doc: 'A reason for a decision about the data of a volume, or for what becomes of it.',
        scopes: ['volume'],
      },
    ]),
    '\n/** What each rule says of an object; of a relation, the words between the two objects. */\n',
    'export const CLAUSES: Readonly<Record<CollectedRule | Relation | ExcludedRule, string>> = {\n',
    ...clauses,
    '};\n\n',
    '/** The rules that are relations. */\n',
    `export const RELATIONS: ReadonlySet<string> = new Set<Relation>(${literal(relations)});\n`,
    '\n/** What each rule says of the data of a volume, as a clause. */\n',
    'export const VOLUME_RULES: Readonly<Record<VolumeRule, string>> = {\n',
    ...ofVolumes,
    '};\n',
  ].join('');
}

function clauseLine(rule: string, finding: FindingData | undefined): string {
  return `  ${quote(rule)}: ${quote(clauseOf(rule, finding))},\n`;
}

/** The clause is a constant: it has no placeholder. */
function clauseOf(rule: string, finding: FindingData | undefined): string {
  if (finding === undefined || finding.message.includes('{')) {
    throw new Error(`${subjectFile('preview')}: rule ${rule} has no clause`);
  }
  return finding.message;
}

/** One constant a finding, so a bundle holds only what it uses. */
function templatesOf(rules: readonly [string, RuleData][], catalogue: Catalogue): string {
  return rules
    .flatMap(([rule, data]) =>
      Object.entries(data.findings).map(([name, finding]) => {
        const doc = `/** \`${rule}\`: ${finding.message}. */\n`;
        const value = objectOf(templateOf(rule, finding, catalogue));
        return `\n${doc}export const ${constantName(rule, name)} = ${value} as const;\n`;
      }),
    )
    .join('');
}

/** The text of `explanations.ts`: for people, and in no bundle that does not ask for it. */
export function renderExplanations(catalogue: Catalogue): string {
  const subjects = SUBJECTS.map((subject) => {
    const rules = Object.entries(catalogue.subjects[subject]);
    return `  ${subject}: {\n${rules.map(([rule, data]) => explanationOf(rule, data, catalogue)).join('')}  },\n`;
  });
  return [
    bannerComment('//', GENERATOR, RULES_FOLDER),
    "import type { Explanation, Subject } from '../explanation.js';\n\n",
    '/** The id of any rule of the catalogue. */\nexport type Rule =\n',
    union(allRules(catalogue).map(([rule]) => rule)),
    '\n/** Every rule with its reason and its source, by subject and id, in the order of the catalogue. */\n',
    'export const EXPLANATIONS: Readonly<Record<Subject, Readonly<Record<string, Explanation>>>> = {\n',
    ...subjects,
    '};\n',
  ].join('');
}

function explanationOf(rule: string, data: RuleData, catalogue: Catalogue): string {
  const { scope, finds, why, sources, findings } = data;
  const templates = Object.values(findings).map(
    (finding) => `        ${objectOf(templateOf(rule, finding, catalogue))},\n`,
  );
  return (
    `    ${quote(rule)}: {\n      rule: ${quote(rule)},\n` +
    `      scope: ${quote(scope)},\n      finds: ${quote(finds)},\n      why: ${quote(why)},\n` +
    `      sources: ${literal(sources)},\n      findings: [\n${templates.join('')}      ],\n    },\n`
  );
}

function templateOf(rule: string, finding: FindingData, catalogue: Catalogue): object {
  const { severity, state, refused, veleroSeverity, when, message, remedy } = finding;
  return {
    rule,
    severity,
    ...(state === undefined ? {} : { state }),
    ...(refused === undefined ? {} : { refused }),
    ...(veleroSeverity === undefined ? {} : { veleroSeverity }),
    ...(when === undefined ? {} : { releases: releasesOf(finding, catalogue) }),
    message,
    ...(remedy === undefined ? {} : { remedy }),
  };
}

function docOf(doc: string, rules: readonly [string, RuleData][]): string {
  // In a doc comment a word such as @daily is a tag, unless it is code.
  const told = (finds: string) => finds.replaceAll(/@\w+/g, '`$&`');
  const rows = rules.map(([rule, { finds }]) => ` * | \`${rule}\` | ${told(finds)} |\n`);
  return `/**\n * ${doc}\n *\n * | rule | finds |\n * |---|---|\n${rows.join('')} */\n`;
}

/** `namespace-name` and `sign` make `namespaceNameSign`. */
function constantName(rule: string, finding: string): string {
  return `${rule}-${finding}`.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function objectOf(value: object): string {
  const fields = Object.entries(value).map(([key, field]) => `${key}: ${literal(field)}`);
  return `{ ${fields.join(', ')} }`;
}

function literal(value: unknown): string {
  return Array.isArray(value) ? `[${value.map(quote).join(', ')}]` : quote(value);
}

function union(names: readonly string[]): string {
  return `${names.map((name) => `  | ${quote(name)}`).join('\n')};\n`;
}

function quote(value: unknown): string {
  return JSON.stringify(value);
}
