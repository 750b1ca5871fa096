import { createHash } from 'node:crypto';
import { isLabelValue } from '@k8s-backup-target/lint/internal';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { managedByFor } from './managed-by.js';

const MODEL = '00000000-0000-4000-8000-000000000000';

describe('managedByFor', () => {
  it('is what the example integrator of 0.1.0 wrote', () => {
    const hash = createHash('sha256').update(`${MODEL} integrator`).digest('hex').slice(0, 16);
    expect(managedByFor({ app: 'integrator', modelUuid: MODEL })).toBe(`integrator.${hash}`);
  });

  it('has the digits of the SHA-256, and at most 40 characters of the name', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,50}$/), (app) => {
        const hash = createHash('sha256').update(`${MODEL} ${app}`).digest('hex').slice(0, 16);
        expect(managedByFor({ app, modelUuid: MODEL })).toBe(`${app.slice(0, 40)}.${hash}`);
      }),
      { examples: [['a'.repeat(41)]] },
    );
  });

  it('tells applications and models apart', () => {
    const other = '00000000-0000-4000-8000-000000000001';
    const values = [
      managedByFor({ app: 'a', modelUuid: MODEL }),
      managedByFor({ app: 'b', modelUuid: MODEL }),
      managedByFor({ app: 'a', modelUuid: other }),
    ];
    expect(new Set(values).size).toBe(3);
  });

  it("is a label value for every application that Juju's rule allows", () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9]{0,30}(-[a-z][a-z0-9]{0,20}){0,3}$/);
    fc.assert(fc.property(name, (app) => isLabelValue(managedByFor({ app, modelUuid: MODEL }))));
  });

  it.each([
    [{ app: 'a' }, '/modelUuid must be the UUID of a model'],
    [{ app: 'a', modelUuid: '' }, '/modelUuid must be the UUID of a model'],
    [{ app: 'a', modelUuid: null }, '/modelUuid must be the UUID of a model'],
    [{ app: ' ', modelUuid: MODEL }, '/app must be the name of an application'],
    [{ app: 'a', modelUuid: ' ' }, '/modelUuid must be the UUID of a model'],
  ])('refuses %j, whose label the objects of every model would share', (owner, message) => {
    expect(() => managedByFor(owner as never)).toThrow(`invalid-options: ${message}`);
  });
});
