import { fieldsOf, listOf, textOf } from '../input/fields.js';
import type { ShapedInput } from '../input/shape.js';

/** What `juju status` says of a model: who is related to whom, and never what was published. */
export interface JujuStatus {
  /** Juju's version, such as `3.6.28`; undefined where it is not named. */
  readonly version: string | undefined;
  readonly relations: readonly StatusRelation[];
}

/** A relation of one of its two applications. */
export interface StatusRelation {
  readonly app: string;
  readonly endpoint: string;
  readonly relatedApp: string;
  /** For example `k8s_backup_target`. */
  readonly interfaceName: string;
  /** The units of `app`. */
  readonly units: readonly string[];
}

/** Reads the output of `juju status --format json` or `yaml`. */
export function readStatus({ value }: ShapedInput): JujuStatus {
  const applications = Object.entries(fieldsOf(fieldsOf(value)['applications']));
  return {
    version: textOf(fieldsOf(fieldsOf(value)['model'])['version']),
    relations: applications.flatMap(([app, fields]) => relationsOf(app, fieldsOf(fields))),
  };
}

function relationsOf(
  app: string,
  application: Readonly<Record<string, unknown>>,
): StatusRelation[] {
  const units = Object.keys(fieldsOf(application['units']));
  return Object.entries(fieldsOf(application['relations'])).flatMap(([endpoint, related]) =>
    listOf(related).map((one): StatusRelation => {
      const { interface: name, 'related-application': relatedApp } = fieldsOf(one);
      return {
        app,
        endpoint,
        relatedApp: textOf(relatedApp) ?? '',
        interfaceName: textOf(name) ?? '',
        units,
      };
    }),
  );
}

/** Looks up a unit of each application that another one is related to at an endpoint, as `juju status` names them. */
export type UnitsAtOtherEnd = (app: string, endpoint: string) => readonly string[];

/** Indexes the relations once. The same question is answered by the same list. */
export function unitsAtOtherEnd(statuses: readonly JujuStatus[]): UnitsAtOtherEnd {
  const found = new Map<string, string[]>();
  for (const { relations } of statuses) {
    const firstUnits = new Map(relations.map(({ app, units }) => [app, units.slice(0, 1)]));
    for (const { app, endpoint, relatedApp } of relations) {
      const units = firstUnits.get(relatedApp) ?? [];
      const known = found.get(keyOf(app, endpoint));
      if (known === undefined) found.set(keyOf(app, endpoint), [...units]);
      else known.push(...units);
    }
  }
  return (app, endpoint) => found.get(keyOf(app, endpoint)) ?? [];
}

function keyOf(app: string, endpoint: string): string {
  return JSON.stringify([app, endpoint]);
}
