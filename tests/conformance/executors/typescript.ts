/** Executor for `@k8s-backup-target/schema` and `/lint` as built: see ../README.md for the protocol. */
import { type Finding, lintForVelero, lintSpec } from '@k8s-backup-target/lint';
import {
  type Decoded,
  decodeDatabag,
  decodeProviderAppData,
  read,
  write,
} from '@k8s-backup-target/schema';

type Request = {
  readonly id: string;
  readonly view: 'read' | 'write';
  readonly veleroVersion?: string;
} & (
  | { readonly layer: 'databag'; readonly input: Readonly<Record<string, string>> }
  | { readonly layer: 'object'; readonly input: string }
);

function decode(request: Request): Decoded {
  const view = request.view === 'write' ? write : read;
  return request.layer === 'databag'
    ? decodeDatabag(request.input, view)
    : decodeProviderAppData(request.input, view);
}

/** What lint finds in the valid targets, with pointers into the whole. */
function lint({ targets }: Decoded, veleroVersion: string | undefined): readonly Finding[] {
  return targets.flatMap(({ path, target: { spec } }) => {
    const found =
      veleroVersion === undefined ? lintSpec(spec) : lintForVelero(spec, { veleroVersion });
    return found.map(({ path: inSpec, rule, severity, message, remedy }) => {
      return { path: `${path}/spec${inSpec}`, rule, severity, message, remedy };
    });
  });
}

function answer(line: string): string {
  const request: Request = JSON.parse(line);
  const decoded = decode(request);
  const { targets, issues } = decoded;
  return JSON.stringify({
    id: request.id,
    valid: issues.length === 0,
    value: { backup_targets: targets.map(({ target }) => target) },
    issues: issues.map(({ path, rule }) => ({ path, rule })),
    findings: lint(decoded, request.veleroVersion),
  });
}

// Not node:readline: it also breaks lines at U+2028, which JSON strings may hold.
let rest = '';
for await (const chunk of process.stdin.setEncoding('utf8')) {
  const lines = `${rest}${chunk}`.split('\n');
  rest = lines.pop() ?? '';
  answerAll(lines);
}
if (rest !== '') answerAll([rest]);

/** Answers all lines at once; of a line that is no request, the answers before it are not lost. */
function answerAll(lines: readonly string[]): void {
  let answers = '';
  try {
    for (const line of lines) answers += `${answer(line)}\n`;
  } finally {
    process.stdout.write(answers);
  }
}
