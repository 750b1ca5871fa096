import type { CaseRequest } from '../preview/volume-cases.js';

/** Namespaces that `answerTo` adds: every server has them. */
const SERVER_NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system', 'velero'];
const CLAIMS = ['persistentvolumeclaims', '*'];

/** The question to the program of a release: the Backup as its controller prepares it, and what it looks at. */
export function releaseQuestion({ backup, objects, configmaps, server }: CaseRequest): object {
  const isForFiles =
    backup.defaultVolumesToRestic === true ||
    (backup.defaultVolumesToFsBackup ?? server?.defaultVolumesToFsBackup ?? false);
  const named = (kind: string) => objects.filter((object) => object.kind === kind);
  return {
    backup: {
      metadata: { name: 'backup', namespace: 'velero' },
      spec: { ...backup, defaultVolumesToFsBackup: isForFiles },
    },
    pods: named('Pod'),
    claims: named('PersistentVolumeClaim'),
    volumes: named('PersistentVolume'),
    maps: configmaps,
    namespaces: [...named('Namespace').map(({ metadata }) => metadata.name), ...SERVER_NAMESPACES],
    leavesClaims: leavesClaims(backup.includedResources, backup.includedNamespaceScopedResources),
    globalPolicy: server?.globalBackupVolumePoliciesConfigmap ?? '',
  };
}

/** True where a list of types is given that has no claims; the cases write types in full. */
function leavesClaims(...lists: readonly (readonly string[] | null | undefined)[]): boolean {
  return lists.some((list) => {
    const types = list ?? [];
    return types.length > 0 && !types.some((type) => CLAIMS.includes(type));
  });
}
