/** `npm run zones`: writes the time zones that `packages/velero` knows, from those of the Go on PATH. */
import { writeFileSync } from 'node:fs';
import { readGoZones } from './go-zones.js';
import { renderZones, ZONES_FILE } from './render.js';

const zones = readGoZones();
writeFileSync(ZONES_FILE, renderZones(zones));
console.log(`${ZONES_FILE}: ${zones.names.length} time zones of the release ${zones.release}`);
