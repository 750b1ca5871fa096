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
  'bindings configmaps:cm controllerrevisions cronjobs:cj daemonsets:ds deployments:deploy endpoints:ep endpointslices ' +
  'events:ev horizontalpodautoscalers:hpa ingresses:ing jobs leases limitranges:limits networkpolicies:netpol ' +
  'persistentvolumeclaims:pvc poddisruptionbudgets:pdb pods:po podtemplates replicasets:rs replicationcontrollers:rc ' +
  'resourcequotas:quota rolebindings roles secrets serviceaccounts:sa services:svc statefulsets:sts volumesnapshots:vs';

const CLUSTER_SCOPED =
  'apiservices certificatesigningrequests:csr clusterrolebindings clusterroles componentstatuses:cs csidrivers csinodes ' +
  'customresourcedefinitions:crd ingressclasses mutatingwebhookconfigurations namespaces:ns nodes:no persistentvolumes:pv ' +
  'priorityclasses:pc runtimeclasses storageclasses:sc validatingwebhookconfigurations volumeattachments ' +
  'volumesnapshotclasses:vsclass volumesnapshotcontents:vsc';

/** Kubernetes' own types, and snapshots; the same in Python. */
const BUILT_IN_TYPES: readonly BuiltInType[] = /* @__PURE__ */ [
  .../* @__PURE__ */ typesIn(NAMESPACED, true),
  .../* @__PURE__ */ typesIn(CLUSTER_SCOPED, false),
];

const PLURALS: readonly string[] = /* @__PURE__ */ BUILT_IN_TYPES.map(({ plural }) => plural);

function typesIn(text: string, isNamespaced: boolean): BuiltInType[] {
  return text.split(' ').map((word) => {
    const [plural = '', short = ''] = word.split(':');
    return { plural, singular: singularOf(plural), isNamespaced, short };
  });
}

function singularOf(plural: string): string {
  if (plural === 'endpoints') return plural;
  if (plural.endsWith('ies')) return `${plural.slice(0, -'ies'.length)}y`;
  // A lease, but an ingress and a status.
  return plural.replace(/(?<=[su]s)es$|s$/, '');
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

/** Longer names than any type of Kubernetes, give or take a few letters, are not misspelt ones. */
const LONGEST = 40;
/** Of shorter ones too many are nearly alike. */
const SHORTEST = 4;

/** Letters alone: a group, a pattern and a version are other things. */
const WORD = /^[A-Za-z]+$/;

/** The built-in type that a name is a misspelling of; undefined where it is one, or like none. */
export function misspeltType(name: string): string | undefined {
  if (name.length < SHORTEST || name.length > LONGEST || !WORD.test(name)) return undefined;
  if (builtInType(name) !== undefined) return undefined;
  const meant = nearest(name, PLURALS);
  // The beginning of a name is a name of its own: certificates, which cert-manager has.
  return meant?.startsWith(name.toLowerCase()) === true ? undefined : meant;
}
