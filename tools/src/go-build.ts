/**
 * `tsx tools/src/go-build.ts NAME`, in the folder of a Go program: compiles it before any test runs. The
 * first time this takes minutes on all cores, in which a test that waits for a process would run out of
 * time. Without Go it says so and succeeds; the suites that need the program say so as well.
 */
import { buildGoProgram, whyNoGo } from './go.js';

const [name] = process.argv.slice(2);
if (name === undefined) throw new Error('NAME is missing');
const reason = whyNoGo();
if (reason === undefined) await buildGoProgram({ folder: process.cwd(), name });
console.log(reason === undefined ? `${name}: built` : `${name}: will not run, ${reason}`);
