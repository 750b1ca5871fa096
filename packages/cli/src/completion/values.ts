/** What may come in the place of a word, where that is neither a choice nor a file. */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { MEASURED_RELEASES } from '@k8s-backup-target/lint';
import { parse } from 'yaml';
import type { Io } from '../command/io.js';
import { fieldNames } from '../explain/explain-field.js';
import { ruleNames } from '../explain/explain-rule.js';
import { fieldsOf, listOf, textOf } from '../input/fields.js';
import { NEEDS } from '../rbac/needs.js';

/** The values of an option; empty where only the user knows them. */
export function optionValues(name: string, env: Io['env']): readonly string[] {
  if (name === 'context') return contextsIn(env);
  return name === 'velero-version' ? MEASURED_RELEASES.map(({ release }) => release) : [];
}

/** The words that a command takes; undefined where they are files. */
export function commandWords(command: string): readonly string[] | undefined {
  if (command === 'explain') return [...ruleNames(), ...fieldNames()];
  return command === 'rbac' ? Object.keys(NEEDS) : undefined;
}

/** Names of contexts, from every file of KUBECONFIG that can be read. */
function contextsIn(env: Io['env']): readonly string[] {
  const listed = (env['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  const files = listed.length > 0 ? listed : [join(env['HOME'] ?? homedir(), '.kube', 'config')];
  return [...new Set(files.flatMap(contextsOf))];
}

/** Completion says nothing where something is wrong: the command itself does. */
function contextsOf(file: string): readonly string[] {
  try {
    const contexts = listOf(fieldsOf(parse(readFileSync(file, 'utf8')))['contexts']);
    return contexts.flatMap((context) => textOf(fieldsOf(context)['name']) ?? []);
  } catch {
    return [];
  }
}
