/**
 * `npm run dependencies`: writes the picture and the table of CONTRIBUTING.md that say who may import whom.
 * A package declares its dependencies in its manifest, and nowhere else.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { renderDependencies } from './render.js';

const PAGE = 'CONTRIBUTING.md';

writeFileSync(PAGE, renderDependencies(readFileSync(PAGE, 'utf8'), '.'));
