/** The lint catalogue as TypeScript: names, templates, releases and explanations, each in a module of its own. */
import { bannerComment } from '../banner.js';
import {
  CATALOGUE_FILE,
  type Catalogue,
  type FindingData,
  RELEASES_FILE,
  type RuleData,
  releasesOf,
} from './catalogue.js';

const GENERATOR = 'scripts/codegen/lint/typescript.ts';

/** The text of `names.ts`: the unions of literal names, which weigh nothing at run time. */
export function renderLintNames({ rules, releases }: Catalogue): string {
  return [
    bannerComment('//', GENERATOR, CATALOGUE_FILE),
    '/**\n * The id of a rule.\n *\n * | rule | finds |\n * |---|---|\n',
    ...Object.entries(rules).map(([rule, { finds }]) => ` * | \`${rule}\` | ${finds} |\n`),
    ' */\nexport type LintRule =\n',
    union(Object.keys(rules)),
    '\n/** A release of Velero whose behaviour was measured; `main` is its development branch. */\n',
    'export type MeasuredRelease =\n',
    union(releases.map(({ release }) => release)),
  ].join('');
}

/** The text of `releases.ts`. */
export function renderReleases({ releases, defaultRelease }: Catalogue): string {
  return [
    bannerComment('//', GENERATOR, RELEASES_FILE),
    "import type { VeleroRules } from '../velero-rules.js';\n",
    "import type { MeasuredRelease } from './names.js';\n\n",
    '/** The rules of each measured release, oldest first. */\n',
    'export const MEASURED_RELEASES: readonly VeleroRules[] = [\n',
    ...releases.map((rules) => `  ${objectOf(rules)},\n`),
    '];\n\n',
    '/** The newest release that was measured: what holds where the caller names none. */\n',
    `export const DEFAULT_VELERO_VERSION: MeasuredRelease = ${quote(defaultRelease)};\n`,
  ].join('');
}

/** The text of `templates.ts`: one constant a finding, so that a bundle holds only what it uses. */
export function renderTemplates(catalogue: Catalogue): string {
  const constants = Object.entries(catalogue.rules).flatMap(([rule, data]) =>
    Object.entries(data.findings).map(([name, finding]) => {
      const doc = `/** \`${rule}\`: ${finding.message}. */\n`;
      const value = objectOf(templateOf(rule, finding, catalogue));
      return `\n${doc}export const ${constantName(rule, name)} = ${value} as const;\n`;
    }),
  );
  return [bannerComment('//', GENERATOR, CATALOGUE_FILE), ...constants].join('');
}

/** The text of `explanations.ts`: for people, and in no bundle that does not ask for it. */
export function renderExplanations({ rules }: Catalogue): string {
  const names = Object.entries(rules).flatMap(([rule, { findings }]) =>
    Object.keys(findings).map((name) => constantName(rule, name)),
  );
  return [
    bannerComment('//', GENERATOR, CATALOGUE_FILE),
    "import type { Explanation } from '../explanation.js';\n",
    "import type { LintRule } from './names.js';\n",
    `import {\n${[...names]
      .sort()
      .map((name) => `  ${name},\n`)
      .join('')}} from './templates.js';\n\n`,
    '/** Every rule with its reason and its source, in the order of the catalogue. */\n',
    'export const EXPLANATIONS: { readonly [Rule in LintRule]: Explanation } = {\n',
    ...Object.entries(rules).map(([rule, data]) => explanationOf(rule, data)),
    '};\n',
  ].join('');
}

function explanationOf(rule: string, { scope, finds, why, sources, findings }: RuleData): string {
  const names = Object.keys(findings).map((name) => constantName(rule, name));
  return (
    `  ${quote(rule)}: {\n    rule: ${quote(rule)},\n    scope: ${quote(scope)},\n` +
    `    finds: ${quote(finds)},\n    why: ${quote(why)},\n` +
    `    sources: [${sources.map(quote).join(', ')}],\n    findings: [${names.join(', ')}],\n  },\n`
  );
}

function templateOf(rule: string, finding: FindingData, catalogue: Catalogue): object {
  const { severity, veleroSeverity, when, message, remedy } = finding;
  return {
    rule,
    severity,
    ...(veleroSeverity === undefined ? {} : { veleroSeverity }),
    ...(when === undefined ? {} : { releases: releasesOf(finding, catalogue) }),
    message,
    remedy,
  };
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
