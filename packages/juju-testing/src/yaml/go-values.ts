/** A list of Go's type `[]string`, which the format `smart` prints a line each. */
export class StringList {
  readonly items: readonly string[];

  constructor(items: readonly string[]) {
    this.items = items;
  }
}

/** A struct of Go, whose fields are printed in the order of their definition, not by name. */
export class Struct {
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(fields: Readonly<Record<string, unknown>>) {
    this.fields = fields;
  }
}
