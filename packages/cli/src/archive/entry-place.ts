import { fieldsOf } from '../input/fields.js';

/** The place of an object in Velero's tarball: `resources/deployments.apps/namespaces/app/web.json`. */
export interface EntryPlace {
  /** The plural and the group: `deployments.apps`. */
  readonly resource: string;
  /** Empty for a cluster-scoped object. */
  readonly namespace: string;
  readonly name: string;
  /** `v1`, or `v1-preferredversion`, of a copy for one version; empty where Velero looks first. */
  readonly version: string;
}

/** What Velero writes next to the objects. */
const OWN_FILES: ReadonlySet<string> = new Set(['metadata/version', 'metadata']);

const PLACE =
  /^resources\/([^/]+)\/(?:(v\d+(?:(?:alpha|beta)\d+)?(?:-preferredversion)?)\/)?(?:namespaces\/([^/]+)|cluster)\/([^/]+)\.json$/;

const LONGEST_NAME = 1000;

/** Where an entry is; undefined for a file of Velero's own, a text for what Velero does not write. */
export function placeOf(header: {
  readonly name: string;
  /** Null for a kind that tar does not name. */
  readonly type: string | null;
  readonly pax?: unknown;
}): EntryPlace | string | undefined {
  const { type, pax } = header;
  const name = header.name.replace(/^(?:\.\/)+/, '');
  if (type === 'directory') return isOutside(name) ? 'it leads out of the archive' : undefined;
  if (type === 'symlink' || type === 'link') return 'it is a link';
  if (type !== 'file' && type !== 'contiguous-file') return 'it is not a file';
  if (Object.keys(fieldsOf(pax)).some((key) => key.startsWith('GNU.sparse'))) return 'it is sparse';
  if (name.length > LONGEST_NAME) return `its name has more than ${LONGEST_NAME} letters`;
  if (isOutside(name)) return 'it leads out of the archive';
  if (OWN_FILES.has(name)) return undefined;
  const [, resource, version = '', namespace = '', last] = PLACE.exec(name) ?? [];
  if (resource === undefined || last === undefined) return 'Velero keeps no object there';
  return { resource, namespace, name: last, version };
}

function isOutside(name: string): boolean {
  return name.startsWith('/') || /[\\\0]/.test(name) || name.split('/').includes('..');
}
