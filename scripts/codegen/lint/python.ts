/** The lint catalogue as Python: the same names, templates and releases that TypeScript has. */
import { bannerComment } from '../banner.js';
import {
  CATALOGUE_FILE,
  type Catalogue,
  type FindingData,
  RELEASES_FILE,
  releasesOf,
} from './catalogue.js';

const GENERATOR = 'scripts/codegen/lint/python.ts';

/** The text of `lint_names.py`. */
export function renderPythonLintNames({ rules, releases }: Catalogue): string {
  return [
    bannerComment('#', GENERATOR, CATALOGUE_FILE),
    '"""The literal names of the lint."""\n\n',
    'from typing import Literal, TypeAlias\n\n',
    'LintRule: TypeAlias = Literal[\n',
    ...Object.keys(rules).map((rule) => `    ${quote(rule)},\n`),
    ']\n"""The id of a rule."""\n\n',
    'MeasuredRelease: TypeAlias = Literal[\n',
    ...releases.map(({ release }) => `    ${quote(release)},\n`),
    ']\n"""A release of Velero whose behaviour was measured; `main` is its development branch."""\n',
  ].join('');
}

/** The text of `lint.py`: one template for each finding. */
export function renderPythonTemplates(catalogue: Catalogue): string {
  const constants = Object.entries(catalogue.rules).flatMap(([rule, data]) =>
    Object.entries(data.findings).map(
      ([name, finding]) =>
        `\n${constantName(rule, name)}: Final = Template(\n${fieldsOf(rule, finding, catalogue)})\n`,
    ),
  );
  return [
    bannerComment('#', GENERATOR, CATALOGUE_FILE),
    '"""The templates of the lint\'s findings, the same as in TypeScript."""\n\n',
    'from typing import Final\n\n',
    'from ..lint_template import Template\n',
    ...constants,
  ].join('');
}

/** The text of `velero_releases.py`. */
export function renderPythonReleases({ releases, defaultRelease }: Catalogue): string {
  return [
    bannerComment('#', GENERATOR, RELEASES_FILE),
    '"""The releases of Velero that were measured."""\n\n',
    'from typing import Final\n\n',
    'from ..velero_rules import VeleroRules\n',
    'from .lint_names import MeasuredRelease\n\n',
    'MEASURED_RELEASES: Final[tuple[VeleroRules, ...]] = (\n',
    ...releases.map(
      (rules) =>
        `    VeleroRules(\n${Object.entries(rules)
          .map(([key, value]) => `        ${snakeCase(key)}=${literal(value)},\n`)
          .join('')}    ),\n`,
    ),
    ')\n"""The rules of each measured release, oldest first."""\n\n',
    `DEFAULT_VELERO_VERSION: Final[MeasuredRelease] = ${quote(defaultRelease)}\n`,
    '"""The newest release that was measured: what holds where the caller names none."""\n',
  ].join('');
}

function fieldsOf(rule: string, finding: FindingData, catalogue: Catalogue): string {
  const { severity, veleroSeverity = severity, when, message, remedy } = finding;
  const releases = when === undefined ? null : releasesOf(finding, catalogue);
  return Object.entries({ rule, severity, velero_severity: veleroSeverity, releases })
    .concat(Object.entries({ message, remedy }))
    .map(([key, value]) => `    ${key}=${literal(value)},\n`)
    .join('');
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
