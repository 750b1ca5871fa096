/** The catalogue as Python: the same names, templates and releases that TypeScript has. */
import { bannerComment } from '../text/banner.js';
import {
  type Catalogue,
  type FindingData,
  lintRules,
  RELEASES_FILE,
  RULES_FOLDER,
  releasesOf,
  rulesIn,
  type Scope,
  type Subject,
  subjectFile,
} from './catalogue.js';
import { rangeOf } from './release-facts.js';

const GENERATOR = 'scripts/codegen/rules/python.ts';

/** The text of `rule_names.py`: the ids of the rules that Python knows. */
export function renderPythonRuleNames(catalogue: Catalogue): string {
  const idsIn = (subject: Subject, ...scopes: Scope[]) =>
    rulesIn(catalogue, subject, ...scopes).map(([rule]) => rule);
  return [
    bannerComment('#', GENERATOR, RULES_FOLDER),
    '"""The literal ids of rules and releases."""\n\n',
    'from typing import Literal, TypeAlias\n\n',
    ...union('ContractRule', idsIn('contract', 'contract', 'any'), 'A rule of the contract.'),
    ...union('ClaimRule', idsIn('claims', 'claim'), 'A rule on who may claim a target.'),
    ...union(
      'LintRule',
      lintRules(catalogue).map(([rule]) => rule),
      'A rule of the lint.',
    ),
    ...union('CronRule', idsIn('cron', 'expression'), 'A rule that a cron expression can break.'),
    'MeasuredRelease: TypeAlias = Literal[\n',
    ...catalogue.releases.map(({ release }) => `    ${quote(release)},\n`),
    ']\n"""A release of Velero whose behaviour was measured; `main` is its development branch."""\n',
  ].join('');
}

/** The text of `lint.py`: one template for each finding. */
export function renderPythonTemplates(catalogue: Catalogue): string {
  const constants = lintRules(catalogue).flatMap(([rule, data]) =>
    Object.entries(data.findings).map(
      ([name, finding]) =>
        `\n${constantName(rule, name)}: Final = Template(\n${fieldsOf(rule, finding, catalogue)})\n`,
    ),
  );
  return [
    bannerComment('#', GENERATOR, RULES_FOLDER),
    '"""The templates of the lint\'s findings, the same as in TypeScript."""\n\n',
    'from typing import Final\n\n',
    'from .._lint_template import Template\n',
    ...constants,
  ].join('');
}

/** The text of a module with the templates of a subject's rules in some scopes. */
export function renderPythonSubject(
  catalogue: Catalogue,
  subject: Subject,
  scopes: readonly Scope[],
): string {
  const constants = rulesIn(catalogue, subject, ...scopes).flatMap(([rule, { findings }]) =>
    Object.entries(findings).map(
      ([name, { severity, refused = false, message, remedy = null }]) => {
        const fields = Object.entries({ rule, severity, refused, message, remedy });
        const lines = fields.map(([key, value]) => `    ${key}=${literal(value)},\n`);
        return `\n${constantName(rule, name)}: Final = Template(\n${lines.join('')})\n`;
      },
    ),
  );
  return [
    bannerComment('#', GENERATOR, subjectFile(subject)),
    '"""The templates of issues, the same as in TypeScript."""\n\n',
    'from typing import Final\n\n',
    'from .._template import Template\n',
    ...constants,
  ].join('');
}

/** The text of `velero_releases.py`. */
export function renderPythonReleases({
  capabilities,
  releases,
  defaultRelease,
}: Catalogue): string {
  return [
    bannerComment('#', GENERATOR, RELEASES_FILE),
    '"""The releases of Velero that were measured."""\n\n',
    'from dataclasses import dataclass\n',
    'from typing import Final, Literal\n\n',
    'from .rule_names import MeasuredRelease\n\n\n',
    '@dataclass(frozen=True)\nclass VeleroRules:\n',
    '    """The rules of one measured release."""\n\n',
    '    release: MeasuredRelease\n    """The release on which these rules were measured."""\n',
    ...Object.entries(capabilities).map(([name, { values, meaning }]) => {
      const type = values === undefined ? 'bool' : `Literal[${values.map(quote).join(', ')}]`;
      return `\n    ${snakeCase(name)}: ${type}\n    """${meaning}"""\n`;
    }),
    '\n\n',
    'MEASURED_RELEASES: Final[tuple[VeleroRules, ...]] = (\n',
    ...releases.map(
      (rules) =>
        `    VeleroRules(\n${Object.entries(rules)
          .map(([key, value]) => `        ${snakeCase(key)}=${literal(value)},\n`)
          .join('')}    ),\n`,
    ),
    ')\n"""The rules of each measured release, oldest first."""\n\n',
    ...rangesOf(capabilities, releases),
    `DEFAULT_VELERO_VERSION: Final[MeasuredRelease] = ${quote(defaultRelease)}\n`,
    '"""The newest release that was measured: what holds where the caller names none."""\n',
  ].join('');
}

/** In words, the releases with each value of a capability. */
function rangesOf(
  capabilities: Catalogue['capabilities'],
  releases: Catalogue['releases'],
): string[] {
  const lines = Object.entries(capabilities).flatMap(([name, { values = [] }]) => {
    const ranges = values.map(
      (value) => `        ${quote(value)}: ${quote(rangeOf(name, value, releases))},\n`,
    );
    return ranges.length === 0 ? [] : [`    ${quote(snakeCase(name))}: {\n`, ...ranges, '    },\n'];
  });
  return [
    'RELEASE_RANGES: Final[dict[str, dict[str, str]]] = {\n',
    ...lines,
    '}\n"""In words, the releases with each value of a capability."""\n\n',
  ];
}

function fieldsOf(rule: string, finding: FindingData, catalogue: Catalogue): string {
  const { severity, veleroSeverity = severity, when, message, remedy } = finding;
  const releases = when === undefined ? null : releasesOf(finding, catalogue);
  return Object.entries({ rule, severity, velero_severity: veleroSeverity, releases })
    .concat(Object.entries({ message, remedy: remedy ?? null }))
    .map(([key, value]) => `    ${key}=${literal(value)},\n`)
    .join('');
}

function union(name: string, ids: readonly string[], doc: string): string[] {
  const lines = ids.map((id) => `    ${quote(id)},\n`);
  return [`${name}: TypeAlias = Literal[\n`, ...lines, `]\n"""${doc}"""\n\n`];
}

function constantName(rule: string, finding: string): string {
  return `${rule}-${finding}`.replaceAll('-', '_').toUpperCase();
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function literal(value: unknown): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value))
    return `(${value.map(quote).join(', ')}${value.length === 1 ? ',' : ''})`;
  return quote(value);
}

function quote(value: unknown): string {
  return JSON.stringify(value);
}
