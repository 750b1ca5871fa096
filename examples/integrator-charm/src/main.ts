import { openHook, runToEnd } from '@k8s-backup-target/juju';
import { agentSocket } from '@k8s-backup-target/juju/agent-socket';
import { workOf } from './hook-work.js';

const work = workOf(openHook({ runner: agentSocket({ enabledBy: 'agent-socket' }) }));

// Nothing is awaited at the top level, so the bundle can be CommonJS, which starts sooner.
if (work !== null) runToEnd(work);
