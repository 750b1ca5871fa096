/** How a scalar without quotes is read; `str` for all others. */
export type ScalarTag = 'null' | 'bool' | 'int' | 'float' | 'timestamp' | 'merge' | 'str';

/** A value of a YAML document. */
export type YamlNode = YamlScalar | YamlList | YamlMap;

export interface YamlScalar {
  readonly kind: 'scalar';
  readonly tag: ScalarTag;
  readonly text: string;
}

export interface YamlList {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
}

export interface YamlMap {
  readonly kind: 'map';
  /** In their order, merge keys resolved. */
  readonly entries: readonly (readonly [key: YamlNode, value: YamlNode])[];
}

/** The value of a field that is not written: no value that is written is this very node. */
export const NULL_NODE: YamlScalar = { kind: 'scalar', tag: 'null', text: '' };

/** A text that is not YAML, or does not hold what it should. The message is one line. */
export class YamlFault extends Error {
  override readonly name = 'YamlFault';
}
