/** The integrator in Python takes every test of the one in TypeScript. Each hook starts an interpreter: too long for `npm test`. */
import { faultyApi } from './suites/integrator-faulty-api.js';
import { forwardingThroughKubernetes } from './suites/integrator-kubernetes.js';

forwardingThroughKubernetes('python');
faultyApi('python');
