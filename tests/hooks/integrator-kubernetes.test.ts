/** The integrator in TypeScript; that in Python takes the same in `python-integrator.e2e.ts`. */
import { forwardingThroughKubernetes } from './suites/integrator-kubernetes.js';

forwardingThroughKubernetes('typescript');
