/** `npm run zones`: writes the time zones that both languages know, from those of the Go on PATH. */
import { writeFileSync } from 'node:fs';
import { readGoZones } from './go-zones.js';
import { ZONES_FILES } from './render.js';

const zones = readGoZones();
for (const { path, render } of ZONES_FILES) {
  writeFileSync(path, render(zones));
  console.log(`${path}: ${zones.names.length} time zones of the release ${zones.release}`);
}
