#!/usr/bin/env node
/**
 * The program that `npm create @k8s-backup-target` runs.
 *
 * @module
 */
import { main } from './main.js';

const { stdin, stdout, stderr } = process;
process.exitCode = await main(process.argv.slice(2), {
  cwd: process.cwd(),
  input: stdin,
  output: stdout,
  errors: stderr,
  packageFolder: new URL('..', import.meta.url),
});
