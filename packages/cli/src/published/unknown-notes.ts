import type { Facts } from '../facts/facts.js';
import { type JujuStatus, type UnitsAtOtherEnd, unitsAtOtherEnd } from '../juju/status.js';
import { printable } from '../output/printable.js';
import { shell } from '../output/shell.js';
import type { TargetView } from './target-view.js';

/** Why it is not known what was published. */
export const OWN_SIDE =
  'on Juju 4, show-unit shows what the unit itself has published; on 3.6, what the other application has';

/** What names the applications at the other end where show-unit does not. */
const STATUS = 'juju status --format json';

/** The command that shows what an application has published, or else the one that tells which application it is. */
export function askOtherSide(view: TargetView, statuses: readonly JujuStatus[]): string {
  const [unit] = otherUnits(view, atOtherEnd(statuses));
  return unit === undefined ? STATUS : shell`juju show-unit ${unit}`;
}

/** A unit of the application at the other end; of each, where several are related at the endpoint and no one tells which. */
function otherUnits({ published }: TargetView, atEnd: UnitsAtOtherEnd): readonly string[] {
  const { related } = published;
  if (related === null) return [];
  const { unit, relation } = related;
  return relation.relatedUnits.length > 0
    ? relation.relatedUnits.slice(0, 1)
    : atEnd(unit.app, relation.endpoint);
}

const INDEXES = new WeakMap<readonly JujuStatus[], UnitsAtOtherEnd>();

/** Of the same statuses, whichever view is asked about, the index is made once. */
function atOtherEnd(statuses: readonly JujuStatus[]): UnitsAtOtherEnd {
  const index = INDEXES.get(statuses) ?? unitsAtOtherEnd(statuses);
  INDEXES.set(statuses, index);
  return index;
}

function isVersionKnown({ related }: TargetView['published'], { statuses }: Facts): boolean {
  const model = related?.unit.origin.model?.version;
  return model !== undefined || statuses.some(({ version }) => version !== undefined);
}

/** For standard error: what to give as well, so the targets in `views` are known. */
export function unknownNotes(views: readonly TargetView[], facts: Facts): readonly string[] {
  const unknown = views.filter(({ state }) => state === 'unknown');
  if (unknown.length === 0) return [];
  const units = unknown.map((view) => otherUnits(view, atOtherEnd(facts.statuses)));
  // Many relations of one endpoint have one list in common.
  const commands = [...new Set(units)].flat().map((unit) => shell`juju show-unit ${unit}`);
  const isModelKnown = unknown.every(({ published }) => isVersionKnown(published, facts));
  const isAnyUnnamed = units.some(({ length }) => length === 0);
  const asked = [...(isModelKnown ? [] : ['juju show-model']), ...new Set(commands)].slice(0, 10);
  const give = [...asked, ...(isAnyUnnamed ? [STATUS] : [])].join(', ');
  const why = isAnyUnnamed ? `: ${WITHOUT_UNITS}` : '';
  return [
    `kbt: ${unknown.length} not known: ${OWN_SIDE}; give the output of ${give} as well${why}`,
  ];
}

const WITHOUT_UNITS =
  'show-unit of Juju 4.0.0 to 4.0.11 does not name the units at the other end, of which juju show-unit tells more; status does';

/** For standard error: units of which a part may be missing, and models that could not be asked. */
export function incompleteNotes({ units, notAsked }: Facts): readonly string[] {
  const cut = units
    .filter(({ completeness }) => completeness !== 'whole')
    .map(({ name, completeness, input }) => {
      const { name: file } = input.document.source;
      const is = completeness === 'cut' ? 'is cut off' : 'may be cut off';
      return `kbt: ${file}: ${name} ${is}: it lacks provider-id and address, with which show-unit ends; relations may be missing`;
    });
  return [...cut, ...notAsked.map((why) => `kbt: not asked: ${printable(why)}`)];
}

/** True if a unit is certainly not all there, or a model could not be asked. */
export function isIncomplete({ units, notAsked }: Facts): boolean {
  return notAsked.length > 0 || units.some(({ completeness }) => completeness === 'cut');
}

/** For standard error: what was published and no requirer takes, one line each. */
export function skippedNotes(views: readonly TargetView[]): readonly string[] {
  return views.map(({ app, state, published }) => {
    const why = app === null ? 'kbt targets' : shell`kbt why ${app}`;
    return `skipped: ${app ?? published.id}: ${state}: see ${why}`;
  });
}
