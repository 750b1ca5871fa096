/** What decides about the data of volumes; nothing else of a volume's source is kept. */
import { type Fields, fieldsOf, listOf, textOf } from '../input/fields.js';

/** Fields of a PersistentVolume that do not name its source. */
const NO_SOURCE: ReadonlySet<string> = new Set([
  'accessModes',
  'capacity',
  'claimRef',
  'mountOptions',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeAttributesClassName',
  'volumeMode',
]);

/** A volume of a pod: its name and its source. */
export function podVolumeOf(volume: Fields): Fields {
  const { name, ...sources } = volume;
  return { name: textOf(name) ?? '', ...sourcesOf(sources) };
}

/** A PersistentVolumeClaim, beside the name of its volume. */
export function claimSpecOf(spec: Fields): Fields {
  const [volumeMode, accessModes] = [textOf(spec['volumeMode']), listOf(spec['accessModes'])];
  return {
    ...(volumeMode === undefined ? {} : { volumeMode }),
    ...(accessModes.length === 0 ? {} : { accessModes }),
  };
}

export function volumeSpecOf(spec: Fields): Fields {
  const claim = fieldsOf(spec['claimRef']);
  const [namespace, name] = [textOf(claim['namespace']), textOf(claim['name'])];
  const storage = textOf(fieldsOf(spec['capacity'])['storage']);
  const storageClassName = textOf(spec['storageClassName']);
  const sources = Object.entries(spec).filter(([field]) => !NO_SOURCE.has(field));
  return {
    ...(storage === undefined ? {} : { capacity: { storage } }),
    ...(storageClassName === undefined ? {} : { storageClassName }),
    ...(name === undefined ? {} : { claimRef: { namespace, name } }),
    ...sourcesOf(Object.fromEntries(sources)),
  };
}

/** Of most sources it only matters that they are there; a policy may ask for more of these. */
function sourcesOf(sources: Fields): Fields {
  return Object.fromEntries(
    Object.entries(sources)
      .filter(([, source]) => source !== null && source !== undefined)
      .map(([kind, source]) => [kind, cut(kind, fieldsOf(source))]),
  );
}

function cut(kind: string, source: Fields): Fields {
  switch (kind) {
    case 'persistentVolumeClaim':
      return { claimName: textOf(source['claimName']) ?? '' };
    case 'nfs':
      return { server: source['server'], path: source['path'] };
    case 'csi':
      return { driver: source['driver'], volumeAttributes: source['volumeAttributes'] };
    default:
      return {};
  }
}
