import { fieldsOf, isFields, textOf } from '../input/fields.js';
import type { ShapedInput } from '../input/shape.js';

/** An application's options, as `juju config APP` prints them. */
export interface AppConfig {
  readonly app: string;
  /** The names of all options that the charm has. */
  readonly options: readonly string[];
  /** The options that are set or have a default. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Reads the output of `juju config APP --format json` or `yaml`. */
export function readConfig({ value }: ShapedInput): AppConfig {
  const settings = Object.entries(fieldsOf(fieldsOf(value)['settings']));
  return {
    app: textOf(fieldsOf(value)['application']) ?? '',
    options: settings.map(([name]) => name),
    values: Object.fromEntries(
      settings.flatMap(([name, setting]) =>
        isFields(setting) && 'value' in setting ? [[name, setting['value']]] : [],
      ),
    ),
  };
}
