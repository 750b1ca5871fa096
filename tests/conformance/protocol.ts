/** The lines that the runner and an executor exchange: README.md documents them for other languages. */
import { Ajv } from 'ajv';

/**
 * `databag`: the map of strings that Juju stores. `object`: the JSON text of a `ProviderAppData`. `cron`: a
 * cron expression. `publish`: what a provider does, the JSON text of a `PublishInput`. `claims`: what a requirer
 * makes of several relations, the JSON text of a `ClaimsInput`. The last three are not part of the contract: not
 * every implementation answers them.
 */
export type Layer = 'databag' | 'object' | 'cron' | 'publish' | 'claims';

/** The layers of the contract. */
export const CONTRACT_LAYERS: readonly Layer[] = ['databag', 'object'];

/** The layers of the roles: what the two libraries for charms do. */
export const ROLE_LAYERS: readonly Layer[] = ['publish', 'claims'];

/** The application `my-app` in the model `my-model`, with the endpoint `backup`. */
export interface PublishInput {
  /** Any JSON value. */
  readonly spec: unknown;
  /** A spec that the same library published before. Default: nothing. */
  readonly before?: unknown;
  /** The application's own databag before that. Default: empty. */
  readonly databag?: Readonly<Record<string, string>>;
  /** Default: true. */
  readonly leader?: boolean;
  /** Whether there is a relation. Default: true. */
  readonly related?: boolean;
}

/** Relations to a requirer in the model `my-model`, in Juju's order. */
export interface ClaimsInput {
  readonly relations: readonly {
    /** The name of the application at the other end, as Juju tells it here. */
    readonly app: string;
    /** Whether its model is another one. Default: false. */
    readonly isElsewhere?: boolean;
    readonly databag: Readonly<Record<string, string>>;
  }[];
}

/** `read` drops unknown keys, `write` refuses them. */
export type View = 'read' | 'write';

/** A fault: its place, and the rule that it breaks. */
export interface Issue {
  readonly path: string;
  readonly rule: string;
  /**
   * Compared where the expected issue has one, as those about cron expressions do; and all members from language
   * to language.
   */
  readonly message?: string;
  readonly remedy?: string | undefined;
  /** The field that is missing, or unknown. */
  readonly key?: string | undefined;
  /** The field that is spelt nearly as an unknown one. */
  readonly suggestion?: string | undefined;
}

/** A finding of lint about a valid target or a cron expression. The fuzzer compares the texts as well. */
export interface Finding extends Issue {
  readonly severity: 'error' | 'warning' | 'info';
}

/** The valid targets that the executor found; the entries are compared, not interpreted. */
export interface ProviderAppData {
  readonly backup_targets: readonly unknown[];
}

/** One line on an executor's standard input. */
export interface Request {
  readonly id: string;
  readonly layer: Layer;
  /** Only of the contract's layers does it mean anything. */
  readonly view: View;
  readonly input: string | Readonly<Record<string, string>>;
  /**
   * The release of Velero for which valid targets are linted; absent: by the rules that hold for all. The
   * release that reads the cron expression; absent: the newest that was measured.
   */
  readonly veleroVersion?: string | undefined;
}

/** One line on an executor's standard output. */
export interface Answer {
  readonly id: string;
  readonly valid: boolean;
  readonly value?: ProviderAppData;
  readonly issues?: readonly Issue[];
  readonly findings?: readonly Finding[];
  /** Of the layers of the roles: compared as it is. */
  readonly result?: unknown;
}

const isAnswer = new Ajv().compile<Answer>({
  type: 'object',
  required: ['id', 'valid'],
  properties: {
    id: { type: 'string' },
    valid: { type: 'boolean' },
    value: {
      type: 'object',
      required: ['backup_targets'],
      additionalProperties: false,
      properties: { backup_targets: { type: 'array' } },
    },
    issues: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'rule'],
        properties: { path: { type: 'string' }, rule: { type: 'string' } },
      },
    },
    result: {},
    findings: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'rule', 'severity'],
        properties: {
          path: { type: 'string' },
          rule: { type: 'string' },
          severity: { enum: ['error', 'warning', 'info'] },
        },
      },
    },
  },
});

/** Reads one line of an executor; undefined when it is not an answer. */
export function parseAnswer(line: string): Answer | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  return isAnswer(value) ? value : undefined;
}

/** The line that asks for `request`, without what the case expects. */
export function requestLine({ id, layer, view, input, veleroVersion }: Request): string {
  return `${JSON.stringify({ id, layer, view, input, veleroVersion })}\n`;
}
