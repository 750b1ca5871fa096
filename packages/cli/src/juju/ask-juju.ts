import { mapInParallel } from '../cluster/api/map-in-parallel.js';
import type { Options } from '../command/command.js';
import { CannotRunError, isCannotRunError } from '../command/errors.js';
import type { Io } from '../command/io.js';
import { fieldsOf, listOf, textOf } from '../input/fields.js';
import type { ShapedInput } from '../input/shape.js';
import { shapeSources } from '../input/shape-sources.js';
import { type JujuClient, jujuClient } from './client.js';
import { readModels } from './model.js';
import { sideOf } from './orient-units.js';
import { readUnits, type Unit } from './show-unit.js';
import { readStatus, type UnitsAtOtherEnd, unitsAtOtherEnd } from './status.js';
import { parsedText, targetRelations } from './target-endpoints.js';

/** Questions to Juju's client beyond the unit itself. */
export interface Question {
  /** The applications whose options are wanted, next to the unit's own. */
  readonly configOf: readonly string[];
  /** True to ask for the receivers too, to which the unit forwards. */
  readonly withReceivers: boolean;
}

/** What Juju's client answered. */
export interface JujuAnswers {
  readonly inputs: readonly ShapedInput[];
  /** Of all models, those that could not be asked, with the reason: what is in them is not known. */
  readonly notAsked: readonly string[];
}

const NOTHING: JujuAnswers = { inputs: [], notAsked: [] };

/**
 * Asks for the unit that `--unit` names: its relations, and what `show-unit` leaves out. From Juju 4 on,
 * what another application has published is asked of a unit of that application. Empty without `--unit`.
 *
 * @throws CannotRunError `juju` when the unit cannot be asked for. What else cannot is left out: the
 * answers then say that it is missing.
 */
export async function askJuju(options: Options, io: Io, question: Question): Promise<JujuAnswers> {
  const { unit: name, allModels } = options;
  const models = listOf(options['model']).map(String);
  if (typeof name !== 'string') {
    if (allModels === true || models.length > 0) throw new CannotRunError('usage', WITHOUT_UNIT);
    return NOTHING;
  }
  if (allModels === true && models.length > 0) {
    throw new CannotRunError('usage', 'name models with -m, or all of them with -A, not both');
  }
  if (allModels === true) return askAllModels(name, options, io, question);
  const clients = models.length === 0 ? [undefined] : models;
  const asked = clients.map((model) => askModel(name, jujuClient(options, io, model), question));
  return { inputs: (await Promise.all(asked)).flat(), notAsked: [] };
}

const WITHOUT_UNIT = '-m and -A say where to ask Juju for a unit: name it with --unit';

/** The models of the controller in which there is such a unit. */
async function askAllModels(
  name: string,
  options: Options,
  io: Io,
  question: Question,
): Promise<JujuAnswers> {
  const { text } = await jujuClient(options, io, undefined).show(['models']);
  const models = listOf(fieldsOf(parsedText(text))['models']).flatMap(
    (model) => textOf(fieldsOf(model)['name']) ?? [],
  );
  const asked = await mapInParallel(models, PARALLEL, (model) =>
    askModel(name, jujuClient(options, io, model), question).catch((error: unknown) =>
      isCannotRunError(error) ? error.message.replace(/^juju: /, '') : Promise.reject(error),
    ),
  );
  const inputs = asked.flatMap((one) => (typeof one === 'string' ? [] : one));
  const refused = asked.filter((one) => typeof one === 'string');
  if (inputs.length > 0) return { inputs, notAsked: refused.filter(isOfModel) };
  const [why = 'the controller has no model'] = [...refused.filter(isOfModel), ...refused];
  throw new CannotRunError('juju', `no model has a unit ${name}: ${why}`);
}

/** True unless the model was asked and has no such unit. */
function isOfModel(refusal: string): boolean {
  const said = refusal.slice(refusal.indexOf(' failed: ') + 1);
  return !/not found/i.test(said) || /\b(?:model|controller|account) ["\w]/i.test(said);
}

/** So many models are asked at a time. */
const PARALLEL = 4;

async function askModel(
  name: string,
  client: JujuClient,
  question: Question,
): Promise<readonly ShapedInput[]> {
  const [shown, models] = await Promise.all([
    client.show(['show-unit', name]).then((source) => shapeSources([source])),
    ifPossible(client, ['show-model']),
  ]);
  const inputs = [...shown, ...models];
  const units = shown.filter(({ shape }) => shape === 'show-unit').flatMap(readUnits);
  const atOtherEnd = await statusWhereNeeded(client, units, versionIn(models));
  const lines = [
    ...configsOf(units, question).map((app) => ['config', app]),
    ...units
      .flatMap((unit) => otherEnds(unit, versionIn(models), question, atOtherEnd))
      .map((one) => ['show-unit', one]),
  ];
  const more = await Promise.all(lines.map((line) => ifPossible(client, line)));
  return [...inputs, ...more.flat()];
}

function versionIn(models: readonly ShapedInput[]): string | undefined {
  return models.flatMap(readModels)[0]?.version;
}

function configsOf(units: readonly Unit[], { configOf }: Question): readonly string[] {
  const related = units.flatMap(({ relations }) => relations.map(({ remoteApp }) => remoteApp));
  const wanted = configOf.filter((app) => related.includes(app));
  return [...new Set([...units.map(({ app }) => app), ...wanted])];
}

/** Juju 4.0.0 to 4.0.11 does not print a relation's units: `status` names the applications. */
async function statusWhereNeeded(
  client: JujuClient,
  units: readonly Unit[],
  version: string | undefined,
): Promise<UnitsAtOtherEnd> {
  const isNeeded = units.some(
    (unit) =>
      sideOf(unit, version) !== 'other' &&
      targetRelations(unit, undefined).some(({ relatedUnits }) => relatedUnits.length === 0),
  );
  const inputs = isNeeded ? await ifPossible(client, ['status']) : [];
  return unitsAtOtherEnd(inputs.filter(({ shape }) => shape === 'juju-status').map(readStatus));
}

/**
 * One unit of each application that the unit forwards to; also of each that publishes targets, where the unit
 * does not show them itself.
 */
function otherEnds(
  unit: Unit,
  version: string | undefined,
  { withReceivers }: Question,
  atOtherEnd: UnitsAtOtherEnd,
): readonly string[] {
  const targets = new Set(targetRelations(unit, undefined).map(({ id }) => id));
  const showsTargets = sideOf(unit, version) === 'other';
  const lists = unit.relations
    .filter(({ id }) => (targets.has(id) ? !showsTargets : withReceivers))
    .filter(({ isCrossModel }) => !isCrossModel)
    .map((relation) =>
      relation.relatedUnits.length > 0
        ? relation.relatedUnits.slice(0, 1)
        : atOtherEnd(unit.app, relation.endpoint),
    );
  const names = [...new Set(lists)].flat().filter((name) => name.split('/')[0] !== unit.app);
  return [...new Set(names)];
}

/** An application of another model, or one that is being removed, cannot be asked for. */
async function ifPossible(client: JujuClient, line: readonly string[]): Promise<ShapedInput[]> {
  try {
    return await shapeSources([await client.show(line)]);
  } catch (error) {
    if (!isCannotRunError(error)) throw error;
    return [];
  }
}
