/**
 * `npm run --silent conformance:executor -- typescript|python|reference`: one executor, with this
 * process's standard input and output. README.md documents the protocol.
 */
import { spawn } from 'node:child_process';
import { implementationNamed } from './implementations.js';

function main([name, ...more]: readonly string[]): void {
  if (name === undefined || more.length > 0)
    throw new RangeError('name one of typescript, python, reference');
  const implementation = implementationNamed(name);
  implementation.provide();
  const { program, args } = implementation.command;
  const child = spawn(program, args, { stdio: 'inherit' });
  child.on('error', fail);
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}

function fail(error: unknown): void {
  console.error(`conformance:executor: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}

try {
  main(process.argv.slice(2));
} catch (error) {
  fail(error);
}
