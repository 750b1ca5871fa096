/** The example integrator in each of its languages, ready to run. */
import { makePythonCharms, TYPESCRIPT_REQUIRER } from '@k8s-backup-target/tools/charm-folders';

/** The language of an example charm. */
export type Language = 'typescript' | 'python';

/** A charm that is ready to run. */
export interface IntegratorCharm {
  readonly folder: string;
  remove(): Promise<void>;
}

/** Makes the integrator of that language ready to run. */
export async function makeIntegratorCharm(language: Language): Promise<IntegratorCharm> {
  if (language === 'typescript') return { folder: TYPESCRIPT_REQUIRER, remove: async () => {} };
  const { exampleIntegrator, remove } = await makePythonCharms();
  return { folder: exampleIntegrator, remove };
}
