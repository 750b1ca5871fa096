/** Describes what a hook or action did, in lines for people. */

import type { DatabagChange, LogLine } from '../hook/hook-record.js';
import type { StatusState } from '../model/state.js';
import type { HookProcessRecord } from './hook-process-record.js';

/** One line for the hook, and indented ones for what it did and how it ended. */
export function recordLines(record: HookProcessRecord): readonly string[] {
  const about = record.relation === null ? '' : ` (${record.relation})`;
  const what = record.hook === '' ? 'action' : record.hook;
  return [
    `${record.unit} ${what}${about}: ${ending(record)}`,
    ...record.changes.map((change) => `  ${changeLine(change)}`),
    ...record.log.map((line) => `  ${logLine(line)}`),
    ...actionLines(record),
    ...(record.succeeded ? [] : indented(record.stderr)),
    `  status ${statusText(record.status)}`,
  ];
}

function ending({ succeeded, commitError, exitStatus, signal, action }: HookProcessRecord): string {
  if (commitError !== null) return `FAILED, Juju did not accept what it wrote: ${commitError}`;
  if (signal !== null) return `FAILED, killed by ${signal}`;
  if (!succeeded) return `FAILED with exit status ${exitStatus}`;
  if (action?.failure != null) return `failed by itself: ${oneLine(action.failure)}`;
  return exitStatus === null ? 'nothing to run' : 'ok';
}

function changeLine({ relation, entity, set, deleted }: DatabagChange): string {
  const keys = [...Object.keys(set), ...deleted.map((key) => `-${key}`)];
  return `databag of ${entity} in relation ${relation}: ${keys.map(oneLine).join(', ')}`;
}

function logLine({ level, message, relation }: LogLine): string {
  return `${level} ${relation === null ? '' : `${relation}: `}${oneLine(message)}`;
}

function actionLines({ action }: HookProcessRecord): readonly string[] {
  if (action === null) return [];
  const results = Object.entries(action.results).map(
    ([key, value]) =>
      `  result ${key}: ${oneLine(typeof value === 'string' ? value : JSON.stringify(value))}`,
  );
  return [...action.log.map((message) => `  ${oneLine(message)}`), ...results];
}

/** A status as `juju status` shows it. */
function statusText({ status, message }: StatusState): string {
  return message === '' ? status : `${status}: ${oneLine(message)}`;
}

function indented(text: string): readonly string[] {
  return text.trim() === ''
    ? []
    : text
        .trimEnd()
        .split('\n')
        .map((line) => `  | ${oneLine(line)}`);
}

/** No text of a charm may look like a line of ours. */
function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are to be seen, not obeyed
  return text.replaceAll(/[\0-\x1f\x7f-\x9f\u2028\u2029]/g, (char) =>
    JSON.stringify(char).slice(1, -1),
  );
}
