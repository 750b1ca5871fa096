// Room: The form in which the schemas of Velero are stored. May import no other room.
/** The schema of a value in an object of Velero, as an API server judges it. */
export interface Structure {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Structure>>;
  readonly required?: readonly string[];
  /** The schema of every member that `properties` does not name. */
  readonly additionalProperties?: Structure;
  readonly items?: Structure;
  readonly minItems?: number;
  readonly enum?: readonly unknown[];
  /** `date-time` or `byte`; other formats are not judged. */
  readonly format?: string;
  /** True if null is kept. Null in a field that is not nullable counts as a field that is not set. */
  readonly nullable?: boolean;
  readonly default?: unknown;
  /** True if members without a schema are kept. */
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  /** True for a text that Velero reads as a Go duration: the API server takes any. */
  readonly 'x-velero-duration'?: boolean;
}

/** A schema, and the oldest release of Velero that has it. */
export interface SchemaSince {
  readonly since: string;
  readonly schema: Structure;
}

/** A JSON object. */
export type Members = Readonly<Record<string, unknown>>;

/** Tells a JSON object from everything else. */
export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
