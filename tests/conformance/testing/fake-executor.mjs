/** Executors that misbehave, each in one way; plain JavaScript, so they start at once. */
import { spawn } from 'node:child_process';

const BEHAVIOURS = {
  'always-valid': ({ id }) => print({ id, valid: true, value: { backup_targets: [] } }),
  'always-invalid': ({ id }) => print({ id, valid: false, issues: [{ path: '', rule: 'type' }] }),
  wordless: ({ id }) =>
    print({ id, valid: false, issues: [{ path: '/backup_targets/0', rule: 'required' }] }),
  crash: () => {
    console.error('fake: out of cheese');
    process.exit(3);
  },
  silent: () => undefined,
  slow: (request) => setTimeout(() => BEHAVIOURS['always-valid'](request), 60_000),
  hang: (request) => {
    BEHAVIOURS['always-valid'](request);
    setTimeout(() => undefined, 60_000);
  },
  'dies-of-a-byte-order-mark': (request) =>
    BEHAVIOURS[JSON.stringify(request.input).includes('\ufeff') ? 'crash' : 'always-valid'](
      request,
    ),
  'leaves-a-child': () => {
    spawn(process.execPath, ['-e', 'setTimeout(() => {}, 10_000)'], { stdio: 'inherit' });
    process.exit(0);
  },
  garbage: () => process.stdout.write('Hello, world!\n'),
  'not-an-answer': ({ id }) => print({ id, valid: 'yes' }),
  'wrong-id': ({ id }) => print({ id: `${id}-other`, valid: true }),
  twice: (request) => {
    BEHAVIOURS['always-valid'](request);
    BEHAVIOURS['always-valid'](request);
  },
  'half-a-line': ({ id }) => process.stdout.write(`{"id": "${id}`),
  deaf: () => undefined,
};

function print(answer) {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

const behave = BEHAVIOURS[process.argv[2]];
if (process.argv[2] === 'deaf') process.exit(0);

let rest = '';
process.stdin.setEncoding('utf8').on('data', (chunk) => {
  const lines = (rest + chunk).split('\n');
  rest = lines.pop();
  for (const line of lines) behave(JSON.parse(line));
});
