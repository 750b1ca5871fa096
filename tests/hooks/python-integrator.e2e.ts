/** The integrator in Python takes every test of the one in TypeScript. Each hook starts an interpreter: too long for `npm test`. */
import { faultyApi } from './suites/integrator-faulty-api.js';
import { throughKubernetesItself } from './suites/kubernetes-itself.js';

throughKubernetesItself('python');
faultyApi('python');
