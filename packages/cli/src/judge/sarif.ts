/** Problems as code scanning reads them: SARIF 2.1.0. */

import { createHash } from 'node:crypto';
import { isAbsolute, posix, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { explain, isRule } from '@k8s-backup-target/lint/explain';
import type { Severity } from '@k8s-backup-target/schema';
import { VERSION } from '../command/version.js';
import type { Problem } from '../generated/output.js';
import type { NotRead } from './judgement.js';

const SCHEMA =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/**
 * A log of one run. A file is named as on the command line, relative to the working directory where it was; what cannot be
 * read is a notification, and the run then counts as not successful.
 */
export function sarifLog(problems: readonly Problem[], notRead: readonly NotRead[]): object {
  const rules = [...new Set(problems.map(({ rule }) => rule))].sort();
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'kbt', version: VERSION, rules: rules.map(descriptor) } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: notRead.length === 0,
            toolExecutionNotifications: notRead.map(notification),
          },
        ],
        results: problems.map((problem) => result(problem, rules.indexOf(problem.rule))),
      },
    ],
  };
}

function descriptor(id: string): object {
  if (!isRule(id)) return { id };
  const { finds, why, findings } = explain(id);
  const remedies = [...new Set(findings.flatMap(({ remedy }) => remedy ?? []))];
  const help = [why, ...remedies.map((remedy) => `- ${remedy}`)].join('\n');
  return {
    id,
    shortDescription: { text: finds },
    fullDescription: { text: why },
    help: { text: help, markdown: help },
  };
}

function result(problem: Problem, ruleIndex: number): object {
  const { rule, severity, message, remedy, subject, pointer, inner } = problem;
  const where = (inner ?? pointer) || 'the document';
  const said = [subject === null ? '' : `${subject}: `, where, ` ${message}`].join('');
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: remedy === null ? said : `${said}. ${remedy}` },
    locations: [location(problem)],
    partialFingerprints: { 'kbt/v1': fingerprint(problem) },
  };
}

function notification({ message, ...place }: NotRead): object {
  return { level: 'error', message: { text: message }, locations: [location(place)] };
}

function location({ file, line, column }: Pick<Problem, 'file' | 'line' | 'column'>): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      region: { startLine: line, startColumn: column },
    },
  };
}

/** A relative reference, whose parts are encoded; standard input has no file, and gets a name. */
function uriOf(file: string): string {
  if (file === '-') return 'stdin';
  if (isAbsolute(file)) return pathToFileURL(file).href;
  return posix.normalize(file.split(sep).join('/')).split('/').map(encodeURIComponent).join('/');
}

/** The same for the same problem, though lines above it come or go. */
function fingerprint({ file, rule, pointer, inner, message }: Problem): string {
  const parts = JSON.stringify([uriOf(file), rule, pointer, inner, message]);
  return createHash('sha256').update(parts).digest('hex').slice(0, 32);
}
