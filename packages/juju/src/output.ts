import { HookCommandError } from './error.js';

/** An option's value, as `config-get` prints it. */
export type ConfigValue = string | number | boolean;

/** One hook command's printed JSON, taken as the shape that this command prints. */
export class CommandOutput {
  readonly #command: readonly string[];
  readonly #value: unknown;

  /** @throws HookCommandError `bad-output` if `stdout` is not JSON */
  constructor(command: readonly string[], stdout: string) {
    this.#command = command;
    try {
      this.#value = JSON.parse(stdout);
    } catch (cause) {
      throw new HookCommandError('bad-output', {
        command,
        reason: 'exited with status 0 and printed no JSON',
        exitStatus: 0,
        cause,
      });
    }
  }

  boolean(): boolean {
    return typeof this.#value === 'boolean' ? this.#value : this.#unexpected('a boolean');
  }

  /** Null if there is none: `null` or the empty string. */
  name(): string | null {
    if (this.#value === null || this.#value === '') return null;
    return typeof this.#value === 'string' ? this.#value : this.#unexpected('a string');
  }

  /** Juju prints an empty list as `[]` or, from a nil slice, as `null`. */
  strings(): readonly string[] {
    if (this.#value === null) return [];
    const isList = Array.isArray(this.#value) && this.#value.every((item) => isString(item));
    return isList ? (this.#value as string[]) : this.#unexpected('a list of strings');
  }

  /** Without a prototype, so no key is ever found that is not there. `null` is empty. */
  object(): Record<string, unknown> {
    return this.#objectOf('an object', (value): value is unknown => value !== undefined);
  }

  stringMap(): Record<string, string> {
    return this.#objectOf('an object of strings', isString);
  }

  configMap(): Record<string, ConfigValue> {
    return this.#objectOf('an object of strings, numbers and booleans', isConfigValue);
  }

  #objectOf<T>(shape: string, isValue: (value: unknown) => value is T): Record<string, T> {
    const value = this.#value ?? {};
    if (typeof value !== 'object' || Array.isArray(value)) return this.#unexpected(shape);
    if (!Object.values(value).every(isValue)) return this.#unexpected(shape);
    return Object.setPrototypeOf(value, null) as Record<string, T>;
  }

  #unexpected(shape: string): never {
    throw new HookCommandError('bad-output', {
      command: this.#command,
      reason: `exited with status 0 and printed JSON that is not ${shape}`,
      exitStatus: 0,
    });
  }
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isConfigValue(value: unknown): value is ConfigValue {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
