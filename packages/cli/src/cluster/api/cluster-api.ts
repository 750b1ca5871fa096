// Room: Reads from a Kubernetes API server, with the credentials of a kubeconfig. May import collections, command, input, output, words.
import type { Fields } from '../../input/fields.js';

/** Reads a cluster. There is no way to write. */
export interface ClusterApi {
  /** The context's name. */
  readonly context: string;
  /**
   * GETs a path.
   *
   * @throws CannotRunError `cluster` when the API cannot be reached, refuses, is too slow, or answers more
   *   than 256 MiB or something else than an object.
   */
  get(path: string, accept?: string): Promise<Fields>;
}

/** The Accept header for whole objects. */
export const JSON_OBJECTS = 'application/json';

/**
 * The Accept header for lists of metadata alone: names and labels, nothing that a Secret holds. There
 * allows no second choice: a server that does not know it must refuse, not send everything.
 */
export const METADATA_ONLY = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';
