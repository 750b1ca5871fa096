import type { ShapedInput } from '../input/shape.js';
import type { JujuModelInfo, Origin } from './model.js';
import { orientUnits } from './orient-units.js';
import { readUnits, type Unit } from './show-unit.js';
import type { JujuStatus } from './status.js';
import { tellModelsApart } from './tell-models-apart.js';

/** Reads units, each with its model, and each relation with the databag of its other end. */
export function readModelUnits(
  inputs: readonly ShapedInput[],
  models: readonly JujuModelInfo[],
  statuses: readonly JujuStatus[],
): readonly Unit[] {
  const groups = tellModelsApart(inputs.flatMap(readUnits));
  const labels = labelsOf(groups, models);
  return groups.flatMap((group, index) => {
    const model = modelOf(group, models, groups.length);
    const [status] = groups.length === 1 && model === null ? statuses : [];
    const origin: Origin = { label: labels[index] ?? '', model };
    const version = model?.version ?? status?.version;
    return orientUnits(
      group.map((unit) => ({ ...unit, origin })),
      version,
    );
  });
}

/** The model that Juju's client was asked for along with a unit; of files, the only one where there is one. */
function modelOf(
  group: readonly Unit[],
  models: readonly JujuModelInfo[],
  count: number,
): JujuModelInfo | null {
  const asked = group.map(askedModel).find((name) => name !== undefined);
  if (asked !== undefined) {
    return models.find(({ input }) => input.document.source.askedModel === asked) ?? null;
  }
  const given = models.filter(({ input }) => input.document.source.askedModel === undefined);
  return count === 1 && given.length === 1 ? (given[0] ?? null) : null;
}

function askedModel({ input }: Unit): string | undefined {
  return input.document.source.askedModel;
}

/** What tells several models apart for a person: their names, else those of the files, else their numbers. */
function labelsOf(
  groups: readonly (readonly Unit[])[],
  models: readonly JujuModelInfo[],
): readonly string[] {
  if (groups.length < 2) return groups.map(() => '');
  const names = groups.map(
    (group) =>
      modelOf(group, models, groups.length)?.name ?? group[0]?.input.document.source.name ?? '',
  );
  return names.map((name, index) => {
    const before = names.slice(0, index).filter((other) => other === name).length;
    return before === 0 ? name : `${name}#${before + 1}`;
  });
}
