#!/usr/bin/env node
/**
 * The command `kbt`: parses the command line and loads what the command needs, nothing else.
 *
 * @module
 */
import { main } from './command-line/main.js';
import { processIo } from './command-line/process-io.js';

process.exitCode = await main(process.argv.slice(2), processIo());
