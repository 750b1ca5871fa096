import type { Facts } from '../facts/facts.js';
import { printable } from '../output/printable.js';
import { shell } from '../output/shell.js';
import type { TargetView } from './target-view.js';

/** Why it is not known what was published. */
export const OWN_SIDE =
  'on Juju 4, show-unit shows what the unit itself has published; on 3.6, what the other application has';

/** The command that shows what an application has published; null where it is not known which one. */
export function askOtherSide({ published }: TargetView): string | null {
  const relation = published.related?.relation;
  const unit = relation?.relatedUnits[0] ?? null;
  return unit === null ? null : shell`juju show-unit ${unit}`;
}

/** Juju 4.0.0 to 4.0.11 does not name the units of a relation. */
const STATUS = 'juju show-unit of the applications that juju status names at the other end';

function isOfKnownModel({ related }: TargetView['published']): boolean {
  return related?.unit.origin.model?.version !== undefined;
}

/** For standard error: what to give as well, so the targets in `views` are known. */
export function unknownNotes(views: readonly TargetView[]): readonly string[] {
  const unknown = views.filter(({ state }) => state === 'unknown');
  if (unknown.length === 0) return [];
  const commands = unknown.flatMap((view) => askOtherSide(view) ?? []);
  const isModelKnown = unknown.every(({ published }) => isOfKnownModel(published));
  const status = commands.length < unknown.length ? [STATUS] : [];
  const asked = [...(isModelKnown ? [] : ['juju show-model']), ...new Set(commands)];
  const give = [...asked.slice(0, 10), ...status].join(', ');
  return [`kbt: ${unknown.length} not known: ${OWN_SIDE}; give the output of ${give} as well`];
}

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
