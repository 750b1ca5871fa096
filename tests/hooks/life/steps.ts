/** What may happen to a model over its life. */
import fc from 'fast-check';

/** Applications of this model that ask for backups. */
const APPS = ['a', 'b'] as const;

/** An application of another model, under the name that its SAAS has here. */
export const SAAS = 'saas';

/** Another application of that model, which claims the target of the first. */
export const RIVAL = 'rival';

/** One thing that happens. Numbers choose among what there is then. */
export type Step =
  | { readonly kind: 'relate' | 'remove-relation' | 'remove-application'; readonly app: string }
  | { readonly kind: 'publish'; readonly app: string; readonly ttl: number }
  | { readonly kind: 'withdraw' | 'refuse' | 'garble'; readonly app: string }
  | { readonly kind: 'claim'; readonly app: string; readonly of: string }
  | { readonly kind: 'scale-up' | 'refresh' }
  | { readonly kind: 'scale-down' | 'leader-change'; readonly unit: number }
  | { readonly kind: 'settle' }
  | { readonly kind: 'hooks'; readonly units: readonly number[]; readonly killedAt: number | null };

// Mostly one application, so much happens to it.
const app = fc.constantFrom(APPS[0], ...APPS, SAAS, RIVAL);
const choice = fc.nat(5);
const killedAt = fc.option(fc.nat(14), { freq: 2 });

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('relate' as const), app }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('publish' as const), app, ttl: choice }) },
  fc.record({
    kind: fc.constantFrom('withdraw' as const, 'refuse' as const, 'garble' as const),
    app,
  }),
  fc.record({ kind: fc.constant('claim' as const), app, of: fc.constantFrom(...APPS) }),
  fc.record({
    kind: fc.constantFrom('remove-relation' as const, 'remove-application' as const),
    app,
  }),
  fc.record({ kind: fc.constantFrom('scale-up' as const, 'refresh' as const) }),
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('scale-down' as const, 'leader-change' as const),
      unit: choice,
    }),
  },
  { weight: 5, arbitrary: fc.constant({ kind: 'settle' as const }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('hooks' as const),
      units: fc.array(choice, { minLength: 1, maxLength: 8 }),
      killedAt,
    }),
  },
);

/** A life: the version of Juju, and what happens. */
export interface Life {
  readonly jujuVersion: string;
  /** True to begin it with two applications of another model that ask for the same target. */
  readonly hasRivals: boolean;
  readonly steps: readonly Step[];
}

export const lives: fc.Arbitrary<Life> = fc.record({
  jujuVersion: fc.constantFrom('2.9.52', '3.6.28', '4.0.15'),
  hasRivals: fc.boolean(),
  steps: fc.array(step, { minLength: 1, maxLength: 24 }),
});
