/** The differences between versions of Juju, as their own agents answered: 2.9.52, 3.6.28 and 4.0.15. */
export interface JujuRules {
  /** `relation-ids` still lists a relation in its relation-broken. */
  readonly listsBrokenRelations: boolean;
  /** `relation-get` takes an application's name without `--app`, and checks names only as it runs. */
  readonly takesAnyName: boolean;
  /** The words that `relation-ids` has for a missing argument. */
  readonly endpointWord: 'relation' | 'endpoint';
  /** The characters that the key of an action's result may hold. */
  readonly resultKeyRule: string;
  /** The error for an exceeded limit of `state-set`. */
  readonly quota: string;
  /** The error for an application or unit that has no part in the relation. */
  readonly stranger: string;
  /** The error for a remote databag whose relation is gone. */
  readonly gone: string;
  /** The error for a unit that the remote application does not have; null: the same as for a stranger. */
  readonly namesUnknownUnits: boolean;
  /** An action whose charm says nothing of `additionalProperties` accepts parameters that it does not declare. */
  readonly allowsExtraParameters: boolean;
  /** Variables of every hook besides those that all versions have. */
  readonly environment: Readonly<Record<string, string>>;
}

const JUJU_3: JujuRules = {
  listsBrokenRelations: false,
  takesAnyName: false,
  endpointWord: 'endpoint',
  resultKeyRule: 'alphanumeric and hyphens',
  quota: ' exceeded',
  stranger: 'permission denied',
  gone: 'permission denied',
  namesUnknownUnits: true,
  allowsExtraParameters: true,
  environment: { JUJU_SLA: 'unsupported' },
};

const JUJU_2: JujuRules = {
  ...JUJU_3,
  listsBrokenRelations: true,
  takesAnyName: true,
  endpointWord: 'relation',
  resultKeyRule: 'alphanumeric, hyphens and periods',
  environment: { ...JUJU_3.environment, JUJU_METER_INFO: '', JUJU_METER_STATUS: 'NOT SET' },
};

const JUJU_4: JujuRules = {
  ...JUJU_3,
  quota: ': quota limit exceeded',
  stranger: 'application not found in relation',
  gone: 'relation not found',
  namesUnknownUnits: false,
  allowsExtraParameters: false,
  environment: {
    JUJU_CHARM_TRACE_CONFIG_CA_CERT: '',
    JUJU_CHARM_TRACE_CONFIG_GRPC: '',
    JUJU_CHARM_TRACE_CONFIG_HTTP: '',
  },
};

/** The rules of a version such as `3.6.9`: of 2.9 below 3, of 3.6 below 4, else of 4.0. */
export function rulesOf(jujuVersion: string): JujuRules {
  const major = majorOf(jujuVersion);
  if (major < 3) return JUJU_2;
  return major < 4 ? JUJU_3 : JUJU_4;
}

/** The differences between versions in what `juju show-unit` prints of a relation. */
export interface ShownRules {
  /** `application-data` is that of the unit's own application, and not that at the other end. */
  readonly showsOwnApplication: boolean;
  /** The units at the other end are there. */
  readonly showsRelatedUnits: boolean;
  /** `cross-model` is there for an application of another model. */
  readonly marksCrossModel: boolean;
}

/** What a version's `juju show-unit` prints. */
export function shownBy(jujuVersion: string): ShownRules {
  const [major = 0, minor = 0, patch = 0] = jujuVersion.split(/[.-]/).map(Number);
  const isFour = major >= 4;
  return {
    showsOwnApplication: isFour,
    showsRelatedUnits: !(major === 4 && minor === 0 && patch < 12),
    marksCrossModel: !isFour,
  };
}

/** True if this version has a limit of its own for all that a databag holds: from 4.0.12 on. */
export function namesQuota(jujuVersion: string): boolean {
  const [major = 0, minor = 0, patch = 0] = jujuVersion.split(/[.-]/).map(Number);
  return major > 4 || (major === 4 && (minor > 0 || patch >= 12));
}

/** True if this version has `relation-model-get`: from 3.6.2 on. */
export function hasRelationModelGet(jujuVersion: string): boolean {
  const [major = 0, minor = 0, patch = 0] = jujuVersion.split(/[.-]/).map(Number);
  return major > 3 || (major === 3 && (minor > 6 || (minor === 6 && patch >= 2)));
}

/** @throws Error for what is not a version, or one before 2.9 */
export function checkJujuVersion(jujuVersion: string): string {
  const [, major, minor] = /^(\d+)\.(\d+)(?:[.-]\S*)?$/.exec(jujuVersion) ?? [];
  if (Number(major) * 100 + Number(minor) >= 209) return jujuVersion;
  throw new Error(
    `jujuVersion is ${JSON.stringify(jujuVersion)}: a version from 2.9 on is needed, such as 3.6.28`,
  );
}

function majorOf(jujuVersion: string): number {
  return Number(jujuVersion.split('.', 1)[0]);
}
