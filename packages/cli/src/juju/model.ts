import { fieldsOf, textOf } from '../input/fields.js';
import type { ShapedInput } from '../input/shape.js';

/** A model, as `juju show-model` prints it. */
export interface JujuModelInfo {
  /** Without the owner: `production`, not `admin/production`. */
  readonly name: string;
  readonly uuid: string;
  /** Juju's version in it, such as `3.6.28`; undefined where it was not printed. */
  readonly version: string | undefined;
  readonly input: ShapedInput;
}

/** Reads the output of `juju show-model`. */
export function readModels(input: ShapedInput): readonly JujuModelInfo[] {
  return Object.entries(fieldsOf(input.value)).map(([key, model]) => {
    const fields = fieldsOf(model);
    const name = textOf(fields['short-name']) ?? textOf(fields['name']) ?? key;
    return {
      name: name.split('/').at(-1) ?? name,
      uuid: textOf(fields['model-uuid']) ?? '',
      version: textOf(fields['agent-version']),
      input,
    };
  });
}

/** A Juju model that units were read from, as far as the input tells one from another. */
export interface Origin {
  /** The model's name, or the file's, where there are several; empty where there is only one. */
  readonly label: string;
  /** The model; null where no `juju show-model` belongs to it. */
  readonly model: JujuModelInfo | null;
}

/** Of units that nothing is known about but their own text. */
export const SOLE_ORIGIN: Origin = { label: '', model: null };
