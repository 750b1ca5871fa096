import type { JujuModelInfo } from './model.js';

/** A Juju model that units were read from, as far as the input tells one from another. */
export interface Origin {
  /** The model's name, or the file's, where there are several; empty where there is only one. */
  readonly label: string;
  /** The model; null where no `juju show-model` belongs to it. */
  readonly model: JujuModelInfo | null;
}

/** Of units that nothing is known about but their own text. */
export const SOLE_ORIGIN: Origin = { label: '', model: null };
