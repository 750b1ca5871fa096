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

/** Which volumes the containers of a pod mount, as files or as devices; init containers do not count. */
export function mountsOf(spec: Fields): Fields {
  const containers = listOf(spec['containers']).map((container) => {
    const { volumeMounts, volumeDevices } = fieldsOf(container);
    return { ...namesIn('volumeMounts', volumeMounts), ...namesIn('volumeDevices', volumeDevices) };
  });
  return containers.length === 0 ? {} : { containers };
}

function namesIn(field: string, list: unknown): Fields {
  const names = listOf(list).map((one) => ({ name: textOf(fieldsOf(one)['name']) ?? '' }));
  return names.length === 0 ? {} : { [field]: names };
}

/** A VolumeSnapshotLocation, without its configuration and credentials. */
export function providerOf(spec: Fields): Fields {
  const provider = textOf(spec['provider']);
  return provider === undefined ? {} : { provider };
}

/** A BackupStorageLocation, without its configuration and credentials. */
export function storageLocationOf({ default: isDefault, accessMode }: Fields): Fields {
  return {
    ...(isDefault === true ? { default: true } : {}),
    ...(typeof accessMode === 'string' ? { accessMode } : {}),
  };
}

/** A PersistentVolumeClaim, next to the name of its volume. */
export function claimSpecOf(spec: Fields): Fields {
  const [volumeMode, accessModes] = [textOf(spec['volumeMode']), listOf(spec['accessModes'])];
  return {
    // Null says that there is none, and that the inventory tells it.
    storageClassName: textOf(spec['storageClassName']) ?? null,
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
