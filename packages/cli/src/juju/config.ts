import { fieldsOf, isFields, textOf } from '../input/fields.js';
import type { ShapedInput } from '../input/shape.js';
import type { Unit } from './show-unit.js';

/** An application's options, as `juju config APP` prints them. */
export interface AppConfig {
  readonly app: string;
  /** The names of all options that the charm has. */
  readonly options: readonly string[];
  /** The options that are set or have a default. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The model that Juju's client was asked in; undefined where it was not asked: of a file. */
  readonly askedModel: string | undefined;
}

/** The options of an application in the model of a unit: each of two models may have one of its name. */
export function configOf(
  configs: readonly AppConfig[],
  app: string | null | undefined,
  unit: Unit | undefined,
): AppConfig | undefined {
  const asked = unit?.input.document.source.askedModel;
  const named = configs.filter((config) => config.app === app);
  const inModel = named.find(({ askedModel }) => askedModel !== undefined && askedModel === asked);
  return inModel ?? onlyOne(named.filter(({ askedModel }) => askedModel === undefined));
}

/** Files that contradict each other are of several models, and do not tell which is whose. */
function onlyOne([first, ...others]: readonly AppConfig[]): AppConfig | undefined {
  const text = JSON.stringify(first?.values);
  return others.every(({ values }) => JSON.stringify(values) === text) ? first : undefined;
}

/** Reads the output of `juju config APP --format json` or `yaml`. */
export function readConfig({ value, document }: ShapedInput): AppConfig {
  const settings = Object.entries(fieldsOf(fieldsOf(value)['settings']));
  return {
    app: textOf(fieldsOf(value)['application']) ?? '',
    askedModel: document.source.askedModel,
    options: settings.map(([name]) => name),
    values: Object.fromEntries(
      settings.flatMap(([name, setting]) =>
        isFields(setting) && 'value' in setting ? [[name, setting['value']]] : [],
      ),
    ),
  };
}
