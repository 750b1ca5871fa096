/** A text to read, and what to call it in messages. */
export interface Source {
  /** The file's path as it was given, `-` for standard input, or the command that printed it. */
  readonly name: string;
  readonly text: string;
  /** The model that Juju's client was asked about, as `-m` names it; undefined for a file. */
  readonly askedModel?: string;
  /** True of a file that may hold nothing of ours: one of a folder, or where the user says so. */
  readonly mayBeOther?: boolean;
  /** True of a file that holds a part of an object, as Kustomize's patches do. */
  readonly isPatch?: boolean;
}
