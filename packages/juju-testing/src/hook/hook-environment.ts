import { randomBytes } from 'node:crypto';
import { isAction } from '../model/hook-request.js';
import { relationId } from '../model/relations.js';
import { unitCharmDir } from '../model/unit-folder.js';
import type { HookRun } from './hook-run.js';

/** Variables that Juju exports to every hook, with no value where they do not apply. */
const EMPTY_VARIABLES = [
  'JUJU_API_ADDRESSES',
  'JUJU_AVAILABILITY_ZONE',
  'JUJU_CHARM_FTP_PROXY',
  'JUJU_CHARM_HTTPS_PROXY',
  'JUJU_CHARM_HTTP_PROXY',
  'JUJU_CHARM_NO_PROXY',
  'JUJU_MACHINE_ID',
  'JUJU_PRINCIPAL_UNIT',
] as const;

/**
 * The environment that Juju gives to a hook, except PATH and where the agent listens. It is
 * all there is: no HOME, USER or TMPDIR.
 */
export function hookEnvironment(run: HookRun): Record<string, string> {
  const charmDir =
    unitCharmDir(run.state, run.app, run.unit) ??
    `/var/lib/juju/agents/unit-${run.unit.replace('/', '-')}/charm`;
  return {
    ...Object.fromEntries(EMPTY_VARIABLES.map((variable) => [variable, ''])),
    ...run.rules.environment,
    APT_LISTCHANGES_FRONTEND: 'none',
    CLOUD_API_VERSION: '1.32.0',
    DEBIAN_FRONTEND: 'noninteractive',
    LANG: 'C.UTF-8',
    TERM: 'tmux-256color',
    CHARM_DIR: charmDir,
    JUJU_CHARM_DIR: charmDir,
    JUJU_MODEL_NAME: run.state.name,
    JUJU_MODEL_UUID: run.state.uuid,
    JUJU_UNIT_NAME: run.unit,
    JUJU_VERSION: run.state.jujuVersion,
    ...requestVariables(run),
  };
}

function requestVariables(run: HookRun): Record<string, string> {
  if (isAction(run.request)) {
    const { action } = run.request;
    return {
      JUJU_ACTION_NAME: action,
      JUJU_ACTION_TAG: `action-${run.state.actions}`,
      JUJU_ACTION_UUID: String(run.state.actions),
      JUJU_CONTEXT_ID: contextId(run.unit, action),
      JUJU_DISPATCH_PATH: `actions/${action}`,
      JUJU_HOOK_NAME: '',
    };
  }
  const { hook } = run.request;
  return {
    JUJU_CONTEXT_ID: contextId(run.unit, hook),
    JUJU_DISPATCH_PATH: `hooks/${hook}`,
    JUJU_HOOK_NAME: hook,
    ...relationVariables(run),
  };
}

function relationVariables(run: HookRun): Record<string, string> {
  const about = run.hookRelation;
  if (about === null) return {};
  const relation = run.relation(about.number);
  return {
    JUJU_RELATION: about.endpoint,
    JUJU_RELATION_ID: relation === null ? '' : relationId(relation, run.app),
    JUJU_REMOTE_APP: about.remoteApp,
    JUJU_REMOTE_UNIT: about.remoteUnit ?? '',
    ...(about.departingUnit === null ? {} : { JUJU_DEPARTING_UNIT: about.departingUnit }),
  };
}

function contextId(unit: string, name: string): string {
  return `${unit}-${name}-${randomBytes(16).toString('hex')}`;
}
