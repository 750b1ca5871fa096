#!/usr/bin/env node
/**
 * The program `charm-node`, which gives a charm its Node.js.
 *
 * @module
 */
import { main } from './main.js';

const { stdout, stderr } = process;
process.exitCode = main(process.argv.slice(2), {
  cwd: process.cwd(),
  output: stdout,
  errors: stderr,
  packageFolder: new URL('..', import.meta.url),
});
