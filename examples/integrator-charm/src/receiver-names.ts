import type { RelatedTarget } from '@k8s-backup-target/requirer';

const MOST_CHARACTERS = 63;
/** A label of DNS: velero-operator names its Schedule after the application, and labels it with it. */
const OBJECT_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const LABEL_VALUE = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/**
 * Why the charm at `velero-backup` could not take a target: Kubernetes would refuse what it makes of the
 * target's names, and velero-operator skips a target without `app`. Schedules of our own are named by hashes
 * and take every name.
 *
 * @returns undefined where it can take the target
 */
export function receiverFault({
  app,
  relation_name,
  model,
}: RelatedTarget['target']): string | undefined {
  if (!fits(app, OBJECT_NAME)) return faultOf('app', app, 'the name of a Kubernetes object');
  if (!fits(relation_name, LABEL_VALUE)) {
    return faultOf('relation_name', relation_name, 'a Kubernetes label value');
  }
  if (!fits(model, LABEL_VALUE)) return faultOf('model', model, 'a Kubernetes label value');
  return undefined;
}

function fits(text: string, form: RegExp): boolean {
  return text.length <= MOST_CHARACTERS && form.test(text);
}

function faultOf(field: string, text: string, what: string): string {
  const shown = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
  return `${field} ${JSON.stringify(shown)} is not ${what}, so the charm at velero-backup could not take the target`;
}
