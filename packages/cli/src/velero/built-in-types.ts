import { nearest } from '@k8s-backup-target/schema/internal';

/** A type that every cluster or nearly every one serves. */
export interface BuiltInType {
  readonly plural: string;
  readonly singular: string;
  readonly isNamespaced: boolean;
  /** The short name; empty where there is none. */
  readonly short: string;
}

const NAMESPACED =
  'configmaps:cm controllerrevisions cronjobs:cj daemonsets:ds deployments:deploy endpoints:ep endpointslices events:ev ' +
  'horizontalpodautoscalers:hpa ingresses:ing jobs leases limitranges:limits networkpolicies:netpol ' +
  'persistentvolumeclaims:pvc poddisruptionbudgets:pdb pods:po podtemplates replicasets:rs replicationcontrollers:rc ' +
  'resourcequotas:quota rolebindings roles secrets serviceaccounts:sa services:svc statefulsets:sts volumesnapshots:vs';

const CLUSTER_SCOPED =
  'apiservices clusterrolebindings clusterroles csidrivers csinodes customresourcedefinitions:crd ingressclasses ' +
  'mutatingwebhookconfigurations namespaces:ns nodes:no persistentvolumes:pv priorityclasses:pc runtimeclasses ' +
  'storageclasses:sc validatingwebhookconfigurations volumeattachments volumesnapshotclasses:vsclass ' +
  'volumesnapshotcontents:vsc';

/** Kubernetes' own types, and snapshots. */
const BUILT_IN_TYPES: readonly BuiltInType[] = [
  ...typesIn(NAMESPACED, true),
  ...typesIn(CLUSTER_SCOPED, false),
];

function typesIn(text: string, isNamespaced: boolean): BuiltInType[] {
  return text.split(' ').map((word) => {
    const [plural = '', short = ''] = word.split(':');
    return { plural, singular: singularOf(plural), isNamespaced, short };
  });
}

function singularOf(plural: string): string {
  if (plural === 'endpoints') return plural;
  if (plural.endsWith('ies')) return `${plural.slice(0, -'ies'.length)}y`;
  return plural.replace(/(?<=s)es$|s$/, '');
}

/** The built-in type that a name was meant to be; undefined for one that is right, has a group, or is like none. */
export function misspeltType(name: string): string | undefined {
  if (!/^[A-Za-z]+$/.test(name) || builtInType(name) !== undefined) return undefined;
  return nearest(
    name,
    BUILT_IN_TYPES.map(({ plural }) => plural),
  );
}

/** The type that a name without a group means; undefined for one that is not built in, or a pattern. */
export function builtInType(name: string): BuiltInType | undefined {
  const written = name.replace(/\.$/, '');
  const lower = written.toLowerCase();
  return BUILT_IN_TYPES.find(
    ({ plural, singular, short }) =>
      lower === plural || lower === singular || (short !== '' && written === short),
  );
}
