/** Answers one request with `@k8s-backup-target/schema`, `/lint` and `/velero`. */
import { type Finding, lintForVelero, lintSpec } from '@k8s-backup-target/lint';
import {
  type Decoded,
  decodeDatabag,
  decodeProviderAppData,
  read,
  write,
} from '@k8s-backup-target/schema';
import { checkCron } from '@k8s-backup-target/velero';
import type { Answer, Request } from './protocol.js';

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
    issues: issues.map(({ path, rule }) => ({ path, rule })),
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
    issues: checked.ok
      ? []
      : checked.issues.map(({ path, rule, message }) => ({ path, rule, message })),
    findings: checked.ok ? checked.value.warnings.map((warning) => said(warning, '')) : [],
  };
}

function said({ rule, severity, message, remedy }: Finding, path: string): Finding {
  return { path, rule, severity, message, remedy };
}
