import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SimulatorState } from './state.js';

/**
 * The charm folder of one unit, as in Juju: no unit sees the files that another writes, nor does the author's
 * folder. Null if the application has no charm folder.
 */
export function unitCharmDir(state: SimulatorState, app: string, unit: string): string | null {
  const application = state.applications[app];
  if (application === undefined || application.charmDir === null) return null;
  // By its number, an application is another one than an earlier one of its name.
  const name = `unit-${unit.replace('/', '-')}`;
  return join(state.unitsDir, String(application.number), name, 'charm');
}

/** How the temporary folders of this machine begin; the number of the process follows. */
export const TEMPORARY: string = join(tmpdir(), `juju-units-${hostname()}-`);

/** The folder for a model that a file holds: a temporary one has gone with the process that had it. */
export function loadedUnitsDir(unitsDir: string, simulation: string): string {
  return unitsDir.startsWith(TEMPORARY) ? temporaryUnitsDir(simulation) : unitsDir;
}

/** The folder for the units of a simulator that is given none. */
export function temporaryUnitsDir(simulation: string): string {
  return `${TEMPORARY}${process.pid}-${simulation}`;
}

/** True for a folder that goes with this process. */
export function isTemporary(unitsDir: string): boolean {
  return unitsDir.startsWith(`${TEMPORARY}${process.pid}-`);
}
