import type { ClusterFacts } from '../facts/facts.js';
import { type Fields, fieldsOf, listOf, textOf } from '../input/fields.js';
import { metadataOf } from './velero-objects.js';

/** The label that Velero's own installer and Helm chart set. */
const COMPONENTS: readonly (readonly [string, string])[] = [
  ['component', 'velero'],
  ['app.kubernetes.io/name', 'velero'],
];

/**
 * A release as an image's tag names it, with what a vendor adds; other tags, such as a digest or `latest`, name none.
 * Velero's own tags may end with the architecture.
 */
const RELEASE =
  /^v?(?<release>\d{1,4}\.\d{1,4}\.\d{1,4})(?:-(?:amd64|arm|arm64|ppc64le|s390x))?(?<added>[-+_][\w.+-]{1,60})?$/;

/**
 * The release of a cluster's Velero, from the tag of the image that its Deployment runs; undefined where
 * none is found, or the tag is not a release. Asking the server itself would write an object.
 */
export function veleroInCluster(cluster: ClusterFacts | undefined): string | undefined {
  return cluster === undefined ? undefined : releaseOf(cluster.deployments);
}

/** The release that the first Deployment of Velero among these runs. */
export function releaseOf(deployments: readonly Fields[]): string | undefined {
  const deployment = veleroServer(deployments);
  const [image] = deployment === undefined ? [] : veleroImages(deployment);
  if (image === undefined) return undefined;
  const tag = image.split('@', 1).join('').split('/').at(-1)?.split(':')[1] ?? '';
  const { release, added = '' } = RELEASE.exec(tag)?.groups ?? {};
  if (release === undefined) return tag === 'main' ? 'main' : undefined;
  return `${release}${added}`;
}

/** True if a Deployment has the name or labels of Velero's server. */
function isVelero(deployment: Fields): boolean {
  const { name, labels } = metadataOf(deployment);
  return name === 'velero' || COMPONENTS.some(([key, value]) => labels[key] === value);
}

/**
 * The Deployment of Velero's server: of several with its labels, such as a user interface for it, the one with its image;
 * of several servers, such as one of before an upgrade, one that is not scaled to 0.
 */
export function veleroServer(deployments: readonly Fields[]): Fields | undefined {
  const labelled = deployments.filter(isVelero);
  const own = labelled.filter((one) => veleroImages(one).some(isOwn));
  return own.find((one) => fieldsOf(one['spec'])['replicas'] !== 0) ?? own[0] ?? labelled[0];
}

/** The images of a Deployment's containers, Velero's own first. */
export function veleroImages(deployment: Fields): readonly string[] {
  const pod = fieldsOf(fieldsOf(fieldsOf(deployment['spec'])['template'])['spec']);
  return listOf(pod['containers'])
    .flatMap((container) => textOf(fieldsOf(container)['image']) ?? [])
    .sort((one, other) => Number(isOwn(other)) - Number(isOwn(one)));
}

function isOwn(image: string): boolean {
  return /(?:^|\/)velero(?:[:@]|$)/.test(image);
}
