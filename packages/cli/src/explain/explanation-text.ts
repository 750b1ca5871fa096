import { MEASURED_RELEASES } from '@k8s-backup-target/lint';
import { releaseSpans } from '@k8s-backup-target/lint/internal';
import type { CronRelease, RuleFinding } from '../generated/output.js';
import { printable } from '../output/printable.js';
import type { Screen } from '../output/screen.js';
import { sentence } from '../words/sentence.js';
import { absoluteTime } from '../words/when.js';
import { CRON_LIBRARIES } from './cron-libraries.js';
import type { Explanation, ExplanationOf } from './explanation.js';

const MEASURED = MEASURED_RELEASES.map(({ release }) => release);

/** An explanation for people. */
export function explanationText(explanation: Explanation, screen: Screen): string {
  switch (explanation.kind) {
    case 'rules':
      return listText(explanation, screen);
    case 'rule':
      return ruleText(explanation, screen);
    case 'field':
      return fieldText(explanation, screen);
    case 'ttl':
      return ttlText(explanation, screen);
    case 'cron':
      return cronText(explanation, screen);
  }
}

function listText({ subjects }: ExplanationOf<'rules'>, { style }: Screen): string {
  const sections = subjects.map(({ subject, rules }) => {
    const width = Math.max(...rules.map(({ rule }) => rule.length));
    const lines = rules.map(({ rule, finds }) => `  ${rule.padEnd(width)}  ${finds}`);
    return [style.bold(subject), ...lines].join('\n');
  });
  return sections.join('\n\n');
}

function ruleText(
  { rule, finds, why, sources, findings }: ExplanationOf<'rule'>,
  screen: Screen,
): string {
  return [
    `${screen.style.bold(rule)} finds ${finds}.`,
    sentence(why),
    ...findings.flatMap((finding) => findingLines(finding, screen)),
    ...sources.map((source) => screen.style.dim(`Source: ${source}`)),
  ].join('\n');
}

function findingLines(
  { severity, refused, message, remedy, releases }: RuleFinding,
  { style }: Screen,
): string[] {
  const paint = { error: style.bad, warning: style.warn, info: style.dim }[severity];
  const label = paint(refused ? `${severity}, refused` : severity);
  const where = releases === null ? '' : ` (Velero ${releaseSpans(releases, MEASURED)})`;
  return [
    `${label}${where}: ${message}`,
    ...(remedy === null ? [] : [`  ${style.dim('=')} ${sentence(remedy)}`]),
  ];
}

function fieldText(
  { name, type, description, examples }: ExplanationOf<'field'>,
  { style }: Screen,
): string {
  const shown = examples.map((example) => `  ${JSON.stringify(example)}`);
  return [
    `${style.bold(name)}, a field of ${type}`,
    description,
    ...(shown.length === 0 ? [] : ['Examples:', ...shown]),
  ].join('\n');
}

function ttlText(
  { ttl, isValid, hours, days, velero, notes }: ExplanationOf<'ttl'>,
  { style }: Screen,
) {
  const length = isValid ? `${hours} h = ${days} d` : style.bad('not a valid ttl');
  return [
    `${style.bold(printable(ttl))}: ${length}`,
    ...(velero === null ? [] : [`Velero stores ${velero}`]),
    ...notes.map(printable),
  ].join('\n');
}

function cronText({ expression, words, releases }: ExplanationOf<'cron'>, screen: Screen): string {
  return [
    `${screen.style.bold(printable(expression))}${words === null ? '' : `: ${words}`}`,
    ...releases.flatMap((release) => releaseLines(release, screen)),
  ].join('\n');
}

const RANGES: ReadonlyMap<string, string> = new Map(CRON_LIBRARIES);

function releaseLines(release: CronRelease, { style }: Screen): string[] {
  const { veleroVersion, isAccepted, issues, warnings, nextRuns } = release;
  const title = `Velero ${RANGES.get(veleroVersion) ?? veleroVersion}`;
  return [
    `${title}: ${isAccepted ? style.good('accepted') : style.bad('rejected')}`,
    ...issues.map((issue) => `  ${style.bad('error')} it ${printable(issue)}`),
    ...warnings.map((warning) => `  ${style.warn('warning')} it ${printable(warning)}`),
    ...nextRuns.map((run) => `  ${absoluteTime(new Date(run))}`),
  ];
}
