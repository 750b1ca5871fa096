/** Answers one request about the roles, with `@k8s-backup-target/provider` and `/requirer` in a simulated model. */
import type { HookCommands } from '@k8s-backup-target/juju';
import { JujuSimulator } from '@k8s-backup-target/juju-testing';
import type { Finding } from '@k8s-backup-target/lint';
import {
  describeOutcome,
  K8sBackupTargetProvider,
  type SpecIssue,
  statusOf,
} from '@k8s-backup-target/provider';
import { K8sBackupTargetRequirer } from '@k8s-backup-target/requirer';
import { decodeDatabag } from '@k8s-backup-target/schema';
import type { Answer, ClaimsInput, PublishInput, Request } from './protocol.js';

const MODEL = 'my-model';
const APP = 'my-app';

/** The provider's answer: what `publish()` does in `config-changed`, and what is in the databag then. */
export async function publishAnswer({ id, input }: Request): Promise<Answer> {
  const asked: PublishInput = JSON.parse(String(input));
  const { spec, before, leader = true, related = true } = asked;
  const simulator = new JujuSimulator({ name: MODEL });
  simulator.addApplication(APP, { units: 2 });
  simulator.addApplication('backup-integrator');
  const relation = related ? simulator.relate(`${APP}:backup`, 'backup-integrator:targets') : null;
  if (relation !== null) simulator.setDatabag(relation, APP, asked.databag ?? {});
  await simulator.settle();
  const publisherOf = (published: unknown) => (juju: HookCommands) =>
    new K8sBackupTargetProvider({ juju, endpoint: 'backup', spec: published as never }).publish();
  if (before !== undefined) await simulator.run(`${APP}/0`, 'config-changed', publisherOf(before));
  const databag = relation === null ? {} : simulator.databag(relation, APP);
  const unit = leader ? `${APP}/0` : `${APP}/1`;
  const { value: outcome } = await simulator.run(unit, 'config-changed', publisherOf(spec));
  const after = relation === null ? {} : simulator.databag(relation, APP);
  const { backup_targets: _, ...rest } = after;
  const isUnchanged = JSON.stringify(after) === JSON.stringify(databag);
  const targets = decodeDatabag(after).targets.map(({ target }) => target);
  return {
    id,
    valid: outcome.status !== 'refused',
    value: { backup_targets: targets },
    result: {
      // Languages number relations in their own way.
      outcome: withoutNumber(describeOutcome(outcome)),
      status: { ...statusOf(outcome), message: withoutNumber(statusOf(outcome)?.message ?? '') },
      isUnchanged,
      otherKeys: rest,
      ...listed('issues', outcome.status === 'refused' ? outcome.issues : []),
      ...listed('warnings', 'warnings' in outcome ? outcome.warnings : []),
    },
  };
}

/** All that issues say, where there are any. */
function listed(name: 'issues' | 'warnings', issues: readonly (SpecIssue | Finding)[]): object {
  if (issues.length === 0) return {};
  const said = issues.map((issue) => {
    const { path, rule, message, remedy, key, suggestion } = issue;
    const severity = 'severity' in issue ? issue.severity : undefined;
    return { path, rule, severity, message, remedy, key, suggestion };
  });
  // As JSON, which has no undefined.
  return { [name]: JSON.parse(JSON.stringify(said)) };
}

function withoutNumber(text: string): string {
  return text.replaceAll(/\bbackup:\d+/g, 'backup:1');
}

/** The requirer's answer: what it makes of several relations. */
export async function claimsAnswer({ id, input }: Request): Promise<Answer> {
  const { relations }: ClaimsInput = JSON.parse(String(input));
  const simulator = new JujuSimulator({ name: MODEL });
  simulator.addApplication('my-backup');
  for (const { app, isElsewhere = false, databag } of relations) {
    if (isElsewhere) simulator.addRemoteApplication({ name: app });
    else simulator.addApplication(app);
    const relation = simulator.relate('my-backup:targets', `${app}:backup`);
    simulator.setDatabag(relation, app, databag);
  }
  await simulator.settle();
  const read = async (juju: HookCommands) => {
    const requirer = new K8sBackupTargetRequirer({ juju, endpoint: 'targets' });
    return { targets: await requirer.targets(), issues: await requirer.issues() };
  };
  const { value } = await simulator.run('my-backup/0', 'update-status', read);
  return {
    id,
    valid: value.issues.length === 0,
    value: { backup_targets: value.targets.map(({ target }) => target) },
    result: {
      targets: value.targets.map(({ remoteApp, path, isDuplicate }) => ({
        from: remoteApp,
        path,
        isDuplicate,
      })),
      issues: value.issues.map((issue) => ({
        from: issue.remoteApp,
        path: issue.path,
        rule: issue.rule,
        severity: issue.severity,
        refused: issue.refused,
        message: withoutReason(issue.rule, issue.message),
        remedy: issue.remedy ?? null,
        ...(issue.key === undefined ? {} : { key: issue.key }),
        ...(issue.suggestion === undefined ? {} : { suggestion: issue.suggestion }),
      })),
    },
  };
}

/** What its JSON reader says differs from language to language. */
function withoutReason(rule: string, message: string): string {
  return rule === 'json' ? message.replace(/ \(.*\)$/, '') : message;
}
