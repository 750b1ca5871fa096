/** Texts near the contract: mostly valid, with a fault here and there. They are written as text, not as values, so duplicate keys, odd numbers and odd escapes occur. */
import type { Random } from './random.js';

const LISTS = [
  'include_namespaces',
  'include_resources',
  'exclude_namespaces',
  'exclude_resources',
] as const;

const KEYS = [
  'app',
  'relation_name',
  'model',
  'spec',
  'backup_targets',
  ...LISTS,
  'include_cluster_resources',
  'label_selector',
  'ttl',
  'TTL',
  'exclude_namespace',
  'x',
  '',
  '0',
  '1',
  '10',
  '-1',
  '01',
  '4294967295',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'model_config',
  'model_fields',
  '__class__',
  'a/b',
  'a~b',
  '~1',
  'é',
  '\ufffd',
  '\ufffdd800',
  'self',
] as const;

const PIECES = [
  'a',
  'app',
  '1',
  '',
  ' ',
  'é',
  '名',
  '😀',
  '\u007f',
  '\u0085',
  '\u2028',
  '\ufeff',
  '\ufffd',
  '\uffff',
  '\u{10ffff}',
  '\\n',
  '\\"',
  '\\\\',
  '\\/',
  '\\u0000',
  '\\u0061',
  '\\u00E9',
  '\\ud83d\\ude00',
  '\\uD83D\\uDE00',
  '~',
  '/',
  '%',
  '$',
] as const;

/** Texts without an escape take another, shorter path in both implementations. */
const PLAIN_PIECES = ['a', 'my-app', '1', '', ' ', 'n_1', 'é', '名'] as const;

const FAULTY_PIECES = [
  '\\ud800',
  '\\udfff',
  '\\ude00\\ud83d',
  '\\x41',
  '\\u12',
  '\n',
  '\t',
  '\u0000',
  '\\',
] as const;

/** Pieces of names and labels that the lint's rules look at, or that two languages may read differently. */
const NAME_PIECES = [
  '*',
  '?',
  '[a-c]',
  '[',
  ']',
  '|',
  'a',
  'a-',
  '-',
  '_',
  'A',
  '.',
  '/',
  'app.kubernetes.io/',
  'events',
  'Ev',
  'events.events.k8s.io',
  'pvc',
  'persistentvolumes',
  'PO',
  '.v1',
  '.Apps',
  ' ',
  '\u0085',
  '\u00a0',
  '\u001f',
  '\u017f',
  '\u212a',
  '\ufeff',
  'volumesnapshots.snapshot.storage.k8s.io',
  'x'.repeat(63),
  '\u{1f600}'.repeat(32),
] as const;

const SCALARS = [
  'null',
  'true',
  'false',
  '0',
  '1',
  '-0',
  '1.0',
  '1.5',
  '1e400',
  '-1E-2',
  '12345678901234567890123',
  '""',
  '"a"',
  '"true"',
  '[]',
  '{}',
  '[""]',
  '[null]',
  '{"a":"b"}',
  '{"":1}',
] as const;

const NOT_JSON = [
  'NaN',
  'Infinity',
  '-Infinity',
  'nul',
  'True',
  'None',
  'undefined',
  '01',
  '+1',
  '.5',
  '1.',
  '0x1',
  "'a'",
  '',
] as const;

const BLANKS = [' ', '\n', '\t', '\r\n', '  '] as const;

/** Writes JSON texts by `random`'s choices; one in `faultRate` choices is a fault. */
export class Grammar {
  readonly #random: Random;
  readonly #faultRate: number;
  readonly #isPlain: boolean;

  constructor(random: Random, faultRate: number) {
    this.#random = random;
    this.#faultRate = faultRate;
    this.#isPlain = !random.oneIn(3);
  }

  providerAppData(): string {
    const fields = [`"backup_targets":${this.targets()}`];
    if (this.#fault()) fields.push(this.#field(this.anything()));
    return this.#object(fields);
  }

  targets(): string {
    if (this.#fault()) return this.anything();
    const count = this.#random.oneIn(50) ? this.#random.below(13) : 1 + this.#random.below(3);
    return this.#joined(
      '[',
      ']',
      Array.from({ length: count }, () => this.#entry()),
    );
  }

  spec(): string {
    if (this.#fault()) return this.anything();
    const fields: string[] = [];
    for (const name of LISTS) {
      if (this.#random.oneIn(4)) fields.push(`"${name}":${this.#list()}`);
    }
    if (this.#random.oneIn(4)) fields.push(`"include_cluster_resources":${this.#boolean()}`);
    if (this.#random.oneIn(3)) fields.push(`"label_selector":${this.#labels()}`);
    if (this.#random.oneIn(3)) fields.push(`"ttl":${this.#ttl()}`);
    if (this.#fault()) fields.push(this.#field(this.anything()));
    return this.#object(fields);
  }

  /** Any JSON, or nearly. */
  anything(): string {
    const random = this.#random;
    switch (random.below(12)) {
      case 0:
        return this.#joined(
          '[',
          ']',
          random.list(4, () => this.anything()),
        );
      case 1:
        return this.#object(random.list(4, () => this.#field(this.anything())));
      case 2:
        return random.pick(random.oneIn(3) ? NOT_JSON : SCALARS);
      case 3:
        return this.string();
      case 4:
        return random.oneIn(20) ? this.#deep() : random.pick(SCALARS);
      case 5:
        return random.oneIn(50) ? '9'.repeat(4290 + random.below(20)) : random.pick(SCALARS);
      default:
        return random.pick(SCALARS);
    }
  }

  /** A JSON string. */
  string(): string {
    const random = this.#random;
    if (this.#isPlain) return `"${random.pick(PLAIN_PIECES)}${random.pick(PLAIN_PIECES)}"`;
    const piece = () => random.pick(this.#fault() ? FAULTY_PIECES : PIECES);
    return `"${random.list(4, piece).join('')}"`;
  }

  ttlText(): string {
    const random = this.#random;
    const part = (unit: string, limit: number) => {
      if (random.oneIn(2)) return '';
      const length = 1 + random.below(this.#fault() ? limit + 3 : limit);
      return Array.from({ length }, () => random.below(10)).join('') + unit;
    };
    const parts = [part('d', 5), part('h', 7), part('m', 6), part('s', 8)];
    if (this.#fault()) parts.reverse();
    if (this.#fault())
      parts.splice(random.below(4), 0, random.pick(['h', '1', ' ', '.', '-', '\u0661', 'H', 'w']));
    return parts.join('');
  }

  #entry(): string {
    if (this.#fault()) return this.anything();
    const fields = [
      ...(['app', 'relation_name', 'model'] as const).map(
        (name) => `"${name}":${this.#fault() ? this.anything() : this.string()}`,
      ),
      `"spec":${this.spec()}`,
    ];
    if (this.#fault()) fields.splice(this.#random.below(4), 1);
    if (this.#fault()) fields.push(this.#field(this.anything()));
    return this.#object(fields);
  }

  #list(): string {
    if (this.#random.oneIn(5)) return 'null';
    if (this.#fault()) return this.anything();
    const item = () => (this.#fault() ? this.anything() : this.#name());
    return this.#joined('[', ']', this.#random.list(4, item));
  }

  #boolean(): string {
    return this.#fault() ? this.anything() : this.#random.pick(['true', 'false', 'null']);
  }

  #labels(): string {
    if (this.#random.oneIn(5)) return 'null';
    if (this.#fault()) return this.anything();
    return this.#object(
      this.#random.list(4, () =>
        this.#random.oneIn(2)
          ? `${this.#name()}:${this.#name()}`
          : this.#field(this.#fault() ? this.anything() : this.string()),
      ),
    );
  }

  /** A name that lint may find something about, or any string. */
  #name(): string {
    const random = this.#random;
    if (random.oneIn(2)) return this.string();
    return JSON.stringify(random.list(3, () => random.pick(NAME_PIECES)).join(''));
  }

  #ttl(): string {
    if (this.#random.oneIn(6)) return 'null';
    return this.#fault() ? this.anything() : `"${this.ttlText()}"`;
  }

  #field(value: string): string {
    const key = this.#random.oneIn(4) ? this.string() : JSON.stringify(this.#random.pick(KEYS));
    return `${key}:${value}`;
  }

  #object(fields: readonly string[]): string {
    const all = [...fields];
    if (this.#random.oneIn(12) && all.length > 0)
      all.splice(this.#random.below(all.length + 1), 0, all[this.#random.below(all.length)] ?? '');
    if (this.#random.oneIn(12)) all.reverse();
    return this.#joined('{', '}', all);
  }

  #joined(open: string, close: string, items: readonly string[]): string {
    if (!this.#random.oneIn(10)) return `${open}${items.join(',')}${close}`;
    const blank = this.#random.pick(BLANKS);
    return `${open}${blank}${items.join(`,${blank}`)}${blank}${close}`;
  }

  /** Around the limit of 200 levels; rarely around where Python's own reader gives up. */
  #deep(): string {
    const random = this.#random;
    const depth = random.oneIn(40) ? 900 + random.below(1200) : 185 + random.below(25);
    const [open, close] = random.pick([
      ['[', ']'],
      ['{"a":', '}'],
    ]);
    return open.repeat(depth) + random.pick(SCALARS) + close.repeat(depth);
  }

  #fault(): boolean {
    return this.#random.oneIn(this.#faultRate);
  }
}
