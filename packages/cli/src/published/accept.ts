import {
  K8sBackupTargetRequirer,
  type RelatedIssue,
  type RelatedTarget,
} from '@k8s-backup-target/requirer';
import type { Published } from './published.js';

/** Reads what was published as a charm's requirer does. */
export interface Acceptance {
  readonly targets: readonly RelatedTarget[];
  readonly issues: readonly RelatedIssue[];
}

/** In place of an application that `show-unit` cannot name: no application of Juju has such a name. */
const UNNAMED = '(unknown)';

/** The one model of the units that were given; null where that is not known, or where they are of several. */
function modelOf(published: readonly Published[]): string | null {
  const names = new Set(published.map(({ related }) => related?.unit.origin.model?.name));
  const [name = null] = names;
  return names.size === 1 ? name : null;
}

/** `show-unit` tells whether an application is in another model, and not in which. */
const THIS_MODEL = 'this model';
const ANOTHER_MODEL = 'another model';

/**
 * Lets the requirer that charms run judge what was published: so this agrees with them on what is
 * refused, which of two targets with the same key wins, and in which order relations are read.
 */
export async function accept(published: readonly Published[]): Promise<Acceptance> {
  const byId = new Map(published.map((one) => [one.id, one]));
  const ids = [...byId.keys()].sort();
  const requirer = new K8sBackupTargetRequirer({
    endpoint: 'k8s-backup-target',
    juju: {
      context: {
        unit: '',
        model: modelOf(published),
        modelUuid: THIS_MODEL,
        hook: '',
        relation: null,
      },
      relationIds: async () => ids,
      remoteApplication: async (id) => byId.get(id)?.remoteApp ?? UNNAMED,
      // A related application owns its name, whether its databag is shown or not.
      readRemoteApplicationData: async (id) => {
        const one = byId.get(id);
        return one?.isKnown === true ? one.databag : null;
      },
      remoteModelUuid: async (id) =>
        byId.get(id)?.related?.relation.isCrossModel === true ? ANOTHER_MODEL : THIS_MODEL,
      isUnitLeaving: async () => null,
    },
  });
  return { targets: await requirer.targets(), issues: await requirer.issues() };
}
