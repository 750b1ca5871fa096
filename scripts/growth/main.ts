/**
 * `npm run bench:growth [-- --clients 10,50,200]`: what it costs in all when so many clients are related to
 * an integrator one after another. Each arrival runs hooks of the integrator, and each of them reads every
 * relation, so the whole grows with the square of the clients.
 */
import { parseArgs } from 'node:util';
import { JujuAgent } from '@k8s-backup-target/juju-testing';
import { makePythonCharms, TYPESCRIPT_REQUIRER } from '@k8s-backup-target/tools/charm-folders';
import { buildJujuAgent } from '@k8s-backup-target/tools/juju-agent';
import { ensurePythonEnvironment } from '@k8s-backup-target/tools/python-environment';
import { type Arrival, arrivalOf, totalUpTo } from './arrivals.js';

const { values } = parseArgs({
  options: { clients: { type: 'string', default: '10,50,200' } },
});
const sizes = values.clients.split(',').map(Number);

ensurePythonEnvironment();
const hookCommand = await buildJujuAgent();
const [agent, python] = await Promise.all([JujuAgent.start({ hookCommand }), makePythonCharms()]);
try {
  const ways = [
    { name: 'TypeScript, socket', charmDir: TYPESCRIPT_REQUIRER, socket: true },
    { name: 'TypeScript, processes', charmDir: TYPESCRIPT_REQUIRER, socket: false },
    { name: 'Python reference', charmDir: python.requirer },
  ];
  console.log('| | clients | hooks | hook commands | hook commands in the last hook | seconds |');
  console.log('|---|---|---|---|---|---|');
  for (const way of ways) {
    const measured: Arrival[] = [];
    for (const clients of [1, ...sizes]) {
      measured.push(await arrivalOf(agent, way, clients));
      if (measured.length > 1) console.log(row(way.name, measured));
    }
  }
} finally {
  await Promise.all([agent.close(), python.remove()]);
}

function row(name: string, measured: readonly Arrival[]): string {
  const { clients, hooks, commands, seconds } = totalUpTo(measured);
  const last = measured.at(-1);
  const perHook = last === undefined ? 0 : Math.round(last.commands / last.hooks);
  return `| ${[name, clients, hooks, commands, perHook, seconds.toPrecision(3)].join(' | ')} |`;
}
