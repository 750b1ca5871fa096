/**
 * Treats the databag at its end of `velero-backup` as velero-operator's charm of August 2026 does in each
 * hook (`_reconcile_schedules` and `_cleanup_schedule_for_broken_relation` of src/charm.py): it skips a
 * databag without `app`, makes a Schedule where the spec has a schedule, and deletes that of the databag's
 * application where it has none. It has no memory but the Schedules.
 */
export class VeleroOperator {
  readonly #schedules: Map<string, string> = new Map();

  /** The applications that have a Schedule. */
  get schedules(): readonly string[] {
    return [...this.#schedules.keys()].sort();
  }

  /** One hook that sees the databag as it is now. */
  reconcile({ app = '', spec = '{}' }: Readonly<Record<string, string>>): void {
    if (app === '') return;
    const { schedule } = JSON.parse(spec);
    if (typeof schedule === 'string') this.#schedules.set(app, schedule);
    else this.#schedules.delete(app);
  }

  /** relation-broken, in which the last databag can still be read. */
  break({ app = '' }: Readonly<Record<string, string>>): void {
    this.#schedules.delete(app);
  }
}
