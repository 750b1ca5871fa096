import { expect, it } from 'vitest';
import { describeIssue } from './descriptions.js';

const ISSUE = {
  relation: 'k8s-backup-target:1',
  remoteApp: 'my-app',
  rule: 'type',
  path: '',
  message: 'must be an object',
  severity: 'error',
  refused: false,
} as const;

it('an issue says how grave it is, whose, and where', () => {
  expect(describeIssue(ISSUE)).toBe(
    'error in k8s-backup-target:1 from my-app: the databag must be an object',
  );
  expect(describeIssue({ ...ISSUE, refused: true, path: '/a' })).toBe(
    'refused in k8s-backup-target:1 from my-app: /a must be an object',
  );
});
