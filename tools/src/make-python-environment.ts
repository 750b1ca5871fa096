/** `npm run python-environment`: makes `.venv`, with everything that the Python side of the tests needs. */
import { ensurePythonEnvironment, MissingToolError } from './python-environment.js';

try {
  ensurePythonEnvironment();
} catch (error) {
  if (!(error instanceof MissingToolError)) throw error;
  console.error(`python-environment: ${error.message}`);
  process.exitCode = 2;
}
