import { expect } from 'vitest';
import type { Integrator } from '../integrator.js';

/** More targets than an action result can show, some with long names, all with characters that forge lines. */
export function publishMany(integrator: Integrator): void {
  const entries = Array.from({ length: 2500 }, (_, index) => ({
    app: `app-${index}\u0000\nforged: line\u202e${index < 60 ? '😀'.repeat(1900) : ''}`,
    relation_name: 'backup',
    model: 'production',
    spec: { include_namespaces: ['a'.repeat(60)], ttl: '0h' },
  }));
  integrator.simulator.setDatabag(integrator.publish('my-app', {}), 'my-app', {
    backup_targets: JSON.stringify(entries),
  });
}

/** Says that some of many targets are left out, in lines of its own only. */
export function expectFitting({ failure, results }: Awaited<ReturnType<Integrator['act']>>): void {
  expect(failure).toBeNull();
  const lines = Object.values(results).join('\n').split('\n');
  expect(lines.filter((line) => line.startsWith('forged'))).toEqual([]);
  expect(lines.filter((line) => /^\(\d+ more\)$/.test(line))).not.toEqual([]);
}
