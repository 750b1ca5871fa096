/** The integrator in TypeScript; that in Python takes the same in `python-integrator.e2e.ts`. */
import { faultyApi } from './suites/integrator-faulty-api.js';

faultyApi('typescript');
