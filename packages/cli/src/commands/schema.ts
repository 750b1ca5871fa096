import inventory from '@k8s-backup-target/preview/inventory.schema.json' with { type: 'json' };
import { nearest } from '@k8s-backup-target/schema/internal';
import contract from '../../../../schema/v0/k8s_backup_target.schema.json' with { type: 'json' };
import output from '../../schemas/output.schema.json' with { type: 'json' };
import type { Run } from '../command/command.js';
import { CannotRunError } from '../command/errors.js';

/** The outputs of commands, by command. What several are made of begins with a capital, and is not on offer. */
const OUTPUTS = Object.keys(output.$defs).filter((name) => /^[a-z]/.test(name));

const NAMES = ['contract', 'inventory', ...OUTPUTS];

/** Prints a JSON Schema: the contract's, an inventory's, or the one of a command's output. */
export const run: Run = async ({ words }) => {
  const [name = 'contract'] = words;
  const schema = schemaOf(name);
  if (schema === undefined) {
    const near = nearest(name, NAMES);
    const hint = near === undefined ? `name one of ${NAMES.join(', ')}` : `did you mean ${near}?`;
    throw new CannotRunError('not-found', `there is no schema ${name}: ${hint}`);
  }
  return {
    exitCode: 0,
    data: schema,
    isForeign: true,
    text: () => JSON.stringify(schema, null, 2),
  };
};

function schemaOf(name: string): object | undefined {
  if (name === 'contract') return contract;
  if (name === 'inventory') return inventory;
  if (!OUTPUTS.includes(name)) return undefined;
  const { $schema, $defs } = output;
  return { $schema, title: `kbt ${name} -o json`, $ref: `#/$defs/${name}`, $defs };
}
