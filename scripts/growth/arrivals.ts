/** Measures what the arrival of one more client costs an integrator. */
import { type JujuAgent, JujuSimulator, settleProcesses } from '@k8s-backup-target/juju-testing';
import { addClient, type Subject } from '../bench/setups.js';

/** The integrator's work when the last of so many clients was related to it. */
export interface Arrival {
  readonly clients: number;
  readonly hooks: number;
  readonly commands: number;
  readonly seconds: number;
}

/** Runs the hooks of the integrator for one arrival as real processes, with all clients before it there. */
export async function arrivalOf(
  agent: JujuAgent,
  { charmDir, socket }: Subject,
  clients: number,
): Promise<Arrival> {
  const simulator = new JujuSimulator({ name: 'production' });
  const config = socket === undefined ? {} : { 'agent-socket': socket };
  simulator.addApplication('integrator', { charmDir, config });
  for (let number = 1; number < clients; number++) addClient(simulator, number);
  await simulator.settle(undefined, 100_000);
  addClient(simulator, clients);
  const start = performance.now();
  const records = await settleProcesses(simulator, { agent });
  const seconds = (performance.now() - start) / 1000;
  const failed = records.find(({ succeeded }) => !succeeded);
  if (failed !== undefined) throw new Error(failed.stderr);
  return {
    clients,
    hooks: records.length,
    commands: records.reduce((sum, record) => sum + record.commands.length, 0),
    seconds,
  };
}

/**
 * Sums the costs of all arrivals up to the last one measured. Between two that were measured, a cost grows by the
 * same step with each client: exactly so for hooks and hook commands, nearly so for seconds.
 */
export function totalUpTo(measured: readonly Arrival[]): Arrival {
  return measured.reduce((total, arrival, index) => {
    const before = measured[index - 1];
    if (before === undefined) return arrival;
    const steps = arrival.clients - before.clients;
    // A sum over the clients between: the mean of both ends, and half a step for counting the later end.
    const sum = (from: number, to: number) => (steps * (from + to) + (to - from)) / 2;
    return {
      clients: arrival.clients,
      hooks: Math.round(total.hooks + sum(before.hooks, arrival.hooks)),
      commands: Math.round(total.commands + sum(before.commands, arrival.commands)),
      seconds: total.seconds + sum(before.seconds, arrival.seconds),
    };
  });
}
