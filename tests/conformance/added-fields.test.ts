import { describe, expect, it } from 'vitest';
import { addedFields } from './added-fields.js';
import { runConformance } from './conformance.js';
import { IMPLEMENTATIONS } from './implementations.js';

const SCHEMA = {
  $defs: {
    K8sBackupTargetSpec: {
      properties: {
        ttl: { type: ['string', 'null'], 'x-published-when-unset': true },
        flag: { type: ['boolean', 'null'], examples: [false] },
        names: { type: ['array', 'null'], items: { type: 'string' } },
        labels: { type: ['object', 'null'], additionalProperties: { type: 'string' } },
      },
    },
  },
};

describe('addedFields', () => {
  const { cases } = addedFields(SCHEMA);

  it('leaves the fields of the first release to the corpus', () => {
    expect(cases.filter(({ id }) => id.startsWith('added-fields/ttl'))).toEqual([]);
  });

  it('has null, an example, and a wrong type at each level', () => {
    const outline = cases.map(({ id, issues }) => `${id} ${issues.map(({ path }) => path)}`.trim());
    expect(outline).toEqual([
      'added-fields/flag-null',
      'added-fields/flag-example',
      'added-fields/flag-type /backup_targets/0/spec/flag',
      'added-fields/names-null',
      'added-fields/names-example',
      'added-fields/names-type /backup_targets/0/spec/names',
      'added-fields/names-item /backup_targets/0/spec/names/0',
      'added-fields/labels-null',
      'added-fields/labels-example',
      'added-fields/labels-type /backup_targets/0/spec/labels',
      'added-fields/labels-value /backup_targets/0/spec/labels/a',
    ]);
    expect(cases[1]?.value).toEqual({
      backup_targets: [
        {
          app: 'a',
          relation_name: 'backup',
          model: 'm',
          spec: { ttl: null, flag: false, names: null, labels: null },
        },
      ],
    });
  });

  it('passes in every language that is released with the schema', async () => {
    for (const implementation of IMPLEMENTATIONS.filter((each) => !each.mayLackFields)) {
      implementation.provide();
      const outcome = await runConformance(implementation, [addedFields()], [], 180_000);
      expect({ failures: outcome.failures, faults: outcome.faults }).toEqual({
        failures: [],
        faults: [],
      });
    }
  });
});
