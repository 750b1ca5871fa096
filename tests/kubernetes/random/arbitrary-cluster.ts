/** Random clusters, small and dense. */
import fc from 'fast-check';
import { keyOf, type LabObject } from '../lab-object.js';
import {
  anywhere,
  CLAIMS,
  CLASSES,
  claimLabels,
  core,
  deletion,
  labels,
  NAMES,
  NAMESPACES,
  namespaced,
  object,
  ROLES,
  rbac,
  VOLUMES,
} from './arbitrary-object.js';
import { bindingDetails, claimDetails, podDetails, workload } from './arbitrary-related.js';
import { CLUSTER_PLAIN, PLAIN, type Type } from './plain-types.js';

const DEFINITIONS = ['widgets.example.com', 'gadgets.example.com', 'clusterwidgets.example.com'];

function contents(namespaces: readonly string[]): fc.Arbitrary<LabObject> {
  const place = namespaced(namespaces);
  const priority: Type = {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    resource: 'priorityclasses.scheduling.k8s.io',
  };
  const claim = core('PersistentVolumeClaim', 'persistentvolumeclaims');
  return fc.oneof(
    { arbitrary: object(fc.constantFrom(...PLAIN), NAMES, place), weight: 8 },
    { arbitrary: object(claim, CLAIMS, place, claimDetails, claimLabels), weight: 4 },
    { arbitrary: object(core('Pod', 'pods'), NAMES, place, podDetails), weight: 3 },
    { arbitrary: object(core('ServiceAccount', 'serviceaccounts'), NAMES, place), weight: 2 },
    {
      arbitrary: object(core('PersistentVolume', 'persistentvolumes'), VOLUMES, anywhere),
      weight: 3,
    },
    { arbitrary: object(fc.constant(priority), CLASSES, anywhere), weight: 1 },
    { arbitrary: object(fc.constantFrom(...CLUSTER_PLAIN), NAMES, anywhere), weight: 2 },
    { arbitrary: object(rbac('ClusterRole', 'clusterroles'), ROLES, anywhere), weight: 2 },
    {
      arbitrary: object(
        rbac('ClusterRoleBinding', 'clusterrolebindings'),
        NAMES,
        anywhere,
        bindingDetails(namespaces),
      ),
      weight: 2,
    },
    { arbitrary: definition, weight: 1 },
  );
}

/** A custom resource definition that the cluster has; only its labels are random. */
const definition: fc.Arbitrary<LabObject> = fc
  .tuple(fc.constantFrom(...DEFINITIONS), labels)
  .map(([name, own]) => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    resource: 'customresourcedefinitions.apiextensions.k8s.io',
    namespaced: false,
    namespace: null,
    name,
    labels: own,
  }));

function namespaceObjects(namespaces: readonly string[]): fc.Arbitrary<LabObject[]> {
  return fc.tuple(
    ...namespaces.map((name) =>
      fc.tuple(labels, deletion).map(([own, deleted]) => ({
        apiVersion: 'v1',
        kind: 'Namespace',
        resource: 'namespaces',
        namespaced: false,
        namespace: null,
        name,
        labels: own,
        ...deleted,
      })),
    ),
  );
}

/** The objects of a cluster, Namespaces first. */
export const arbitraryCluster: fc.Arbitrary<readonly LabObject[]> = fc
  .uniqueArray(fc.constantFrom(...NAMESPACES), { minLength: 2, maxLength: 5 })
  .chain((namespaces) =>
    fc.tuple(
      namespaceObjects(namespaces),
      fc.array(workload(namespaces), { minLength: 2, maxLength: 3 }),
      fc.array(contents(namespaces), { minLength: 10, maxLength: 30 }),
    ),
  )
  .map(([namespaces, workloads, others]) =>
    eachOnce([...namespaces, ...workloads.flat(), ...others]),
  );

function eachOnce(objects: readonly LabObject[]): readonly LabObject[] {
  return [...new Map(objects.map((object) => [keyOf(object), object])).values()];
}
