/** Executor for `@k8s-backup-target/schema` as built: see ../README.md for the protocol. */
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

function answer(line: string): string {
  const request: Request = JSON.parse(line);
  const { targets, issues } = decode(request);
  return JSON.stringify({
    id: request.id,
    valid: issues.length === 0,
    value: { backup_targets: targets.map(({ target }) => target) },
    issues: issues.map(({ path, rule }) => ({ path, rule })),
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
