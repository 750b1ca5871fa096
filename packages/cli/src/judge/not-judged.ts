import * as templates from '../generated/cluster-templates.js';
import { type Fields, fieldsOf, listOf, textOf } from '../input/fields.js';
import type { ObjectFinding } from './object-faults.js';
import { trapOf } from './spec-traps.js';

/**
 * The fields of a BackupSpec whose effect is open until it runs, each with the reason. Everything else is judged, as
 * far as the objects that it names are at hand.
 */
export function notJudged(spec: Fields): readonly ObjectFinding[] {
  return [...hooks(spec), ...plugins(spec)];
}

function hooks(spec: Fields): ObjectFinding[] {
  const { resources } = fieldsOf(spec['hooks']);
  return listOf(resources).length === 0 ? [] : [trapOf(templates.notJudgedHooks, '/hooks', {})];
}

/** Velero's own data mover is the one without a name. */
function plugins({ datamover }: Fields): ObjectFinding[] {
  const name = textOf(datamover) ?? '';
  if (name === '' || name === 'velero') return [];
  return [trapOf(templates.notJudgedPlugin, '/datamover', { name })];
}
