#!/usr/bin/env node
/**
 * The command `kbt`: parses the command line and loads what the command needs, nothing else.
 *
 * @module
 */
import { main } from './command-line/main.js';
import { processIo } from './command-line/process-io.js';
import { runToEnd } from './command-line/run-to-end.js';

runToEnd(() => main(process.argv.slice(2), processIo()));
