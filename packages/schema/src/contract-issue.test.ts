import { describe, expect, it } from 'vitest';
import { contractIssue } from './contract-issue.js';
import { fieldsOfProviderAppData } from './generated/fields.js';
import { patternExamples } from './generated/pattern-examples.js';
import { describeIssue } from './issue.js';
import type { ValidatorError } from './validator.js';

describe('contractIssue', () => {
  it.each<[Omit<ValidatorError, 'instancePath'>, string]>([
    [{ keyword: 'type', params: { type: 'object' } }, 'must be of type object'],
    [{ keyword: 'type', params: { type: ['array', 'null'] } }, 'must be of type array or null'],
    [{ keyword: 'required', params: { missingProperty: 'app' } }, 'lacks the required field "app"'],
    [
      { keyword: 'pattern', params: { pattern: Object.keys(patternExamples)[0] } },
      'must look like 72h, 30d, 1h30m, 10m10s, 1d12h',
    ],
    [{ keyword: 'pattern', params: { pattern: '^[a-z]+$' } }, 'must match ^[a-z]+$'],
    [{ keyword: 'minLength', params: { limit: 1 } }, 'must be at least 1 characters long'],
    [{ keyword: 'maxLength', params: { limit: 63 } }, 'must be at most 63 characters long'],
  ])('says what %j wants', (error, message) => {
    const issue = contractIssue({ ...error, instancePath: '/a' }, {});
    expect(issue).toMatchObject({ path: '/a', rule: error.keyword, message });
  });

  it('names the field that is missing', () => {
    const params = { missingProperty: 'app' };
    expect(contractIssue({ instancePath: '', keyword: 'required', params }, {}).key).toBe('app');
  });

  it.each([
    ['', 'backup_target', 'backup_targets'],
    ['/backup_targets/0', 'modell', 'model'],
    ['/backup_targets/12/spec', 'tll', 'ttl'],
    ['/backup_targets/0/spec', 'modell', undefined],
    ['/backup_targets/0/spec/label_selector', 'tll', undefined],
    ['/no/such/place', 'tll', undefined],
  ])(
    'tells an unknown field at "%s" from those that are known there',
    (instancePath, key, meant) => {
      const error = {
        instancePath,
        keyword: 'additionalProperties',
        params: { additionalProperty: key },
      } as const;
      const issue = contractIssue(error, fieldsOfProviderAppData);
      const advice = meant === undefined ? 'correct its spelling' : `write ${meant},`;
      expect(describeIssue(issue)).toContain(`has the unknown field "${key}": ${advice}`);
      expect(issue).toMatchObject({ path: instancePath, key, ...(meant && { suggestion: meant }) });
    },
  );

  it('prints no lone surrogate, neither of a path nor of a field', () => {
    const params = { additionalProperty: 'a\ud800' };
    const issue = contractIssue(
      { instancePath: '/\ud800', keyword: 'additionalProperties', params },
      {},
    );
    expect(issue).toMatchObject({ path: '/\ufffd', key: 'a\ufffd' });
  });
});
