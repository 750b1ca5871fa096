/** The integrator in TypeScript; that in Python takes the same in `python-integrator.e2e.ts`. */
import { throughKubernetesItself } from './suites/kubernetes-itself.js';

throughKubernetesItself('typescript');
