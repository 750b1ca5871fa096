/** Answers one request with `@k8s-backup-target/schema`, `/lint` and `/velero`. */
import { type Finding, lintForVelero, lintSpec } from '@k8s-backup-target/lint';
import {
  type Decoded,
  decodeDatabag,
  decodeProviderAppData,
  read,
  type Issue as SchemaIssue,
  write,
} from '@k8s-backup-target/schema';
import { checkCron } from '@k8s-backup-target/velero';
import type { Answer, Issue, Request } from './protocol.js';

/** Answers in this process. */
export function typescriptAnswer(request: Request): Answer {
  return request.layer === 'cron' ? cronAnswer(request) : contractAnswer(request);
}

function contractAnswer({ id, view, input, veleroVersion }: Request): Answer {
  const contract = view === 'write' ? write : read;
  const decoded =
    typeof input === 'string'
      ? decodeProviderAppData(input, contract)
      : decodeDatabag(input, contract);
  const { targets, issues } = decoded;
  return {
    id,
    valid: issues.length === 0,
    value: { backup_targets: targets.map(({ target }) => target) },
    issues: issues.map(saidOf),
    findings: lint(decoded, veleroVersion),
  };
}

/** Lints the valid targets, with pointers into the whole. */
function lint({ targets }: Decoded, veleroVersion: string | undefined): readonly Finding[] {
  return targets.flatMap(({ path, target: { spec } }) => {
    const found =
      veleroVersion === undefined ? lintSpec(spec) : lintForVelero(spec, { veleroVersion });
    return found.map((finding) => said(finding, `${path}/spec${finding.path}`));
  });
}

function cronAnswer({ id, input, veleroVersion }: Request): Answer {
  const checked = checkCron(input as string, { veleroVersion });
  return {
    id,
    valid: checked.ok,
    value: { backup_targets: [] },
    issues: checked.ok ? [] : checked.issues.map(saidOf),
    findings: checked.ok ? checked.value.warnings.map((warning) => said(warning, '')) : [],
  };
}

/** An issue with all that it says, but for the words of the language's JSON reader. */
function saidOf({ path, rule, message, remedy, key, suggestion }: SchemaIssue<string>): Issue {
  const text = rule === 'json' ? message.replace(/ \(.*\)$/, '') : message;
  return { path, rule, message: text, remedy, key, suggestion };
}

function said({ rule, severity, message, remedy }: Finding, path: string): Finding {
  return { path, rule, severity, message, remedy };
}
