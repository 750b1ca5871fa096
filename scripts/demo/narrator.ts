/** Prints what a person wants to see of the Juju simulator: what its charms did, not each hook. */
import type { HookProcessRecord, JujuSimulator, Relation } from '@k8s-backup-target/juju-testing';

/** Whoever read the output has gone, as `| head` does: there is nothing left to do. */
export class ReaderGoneError extends Error {
  override readonly name = 'ReaderGoneError';
}

const MOST_COLUMNS = 110;

const isColoured = process.stdout.isTTY === true && (process.env['NO_COLOR'] ?? '') === '';
let isReaderGone = false;

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  isReaderGone = true;
});

/**
 * Prints one line.
 *
 * @throws ReaderGoneError once the output is closed.
 */
export function print(line: string): void {
  if (isReaderGone) throw new ReaderGoneError('the output is closed');
  process.stdout.write(`${line}\n`);
}

/** A heading for what the operator does next, and what to look at while it happens. */
export function heading(title: string, watch?: string): void {
  print(`\n${isColoured ? `\u001b[1m${title}\u001b[0m` : title}`);
  if (watch === undefined) return;
  for (const line of wrapped(watch, '')) print(isColoured ? `\u001b[2m${line}\u001b[0m` : line);
}

/** Prints a text over as many lines as it takes, the later ones further in. */
export function printWrapped(text: string, indent: string): void {
  for (const line of wrapped(text, indent)) print(line);
}

function wrapped(text: string, indent: string): readonly string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(' ')) {
    const isFull = line.length + word.length + 1 > MOST_COLUMNS && line.trim() !== '';
    if (isFull) lines.push(line);
    if (isFull) line = `${indent}  ${word}`;
    else line = line.trim() === '' ? `${line}${word}` : `${line} ${word}`;
  }
  return [...lines, line];
}

/** Prints what the hooks of one step did: what they wrote and logged, and each status that is another now. */
export class Narrator {
  readonly #simulator: JujuSimulator;
  /** By unit, the status that was printed last. */
  readonly #shown = new Map<string, string>();

  constructor(simulator: JujuSimulator) {
    this.#simulator = simulator;
  }

  /** Tells of hooks that ran one after the other. */
  tell(records: readonly HookProcessRecord[]): void {
    const counts = new Map<string, number>();
    for (const { unit } of records) counts.set(unit, (counts.get(unit) ?? 0) + 1);
    const each = [...counts].map(([unit, count]) => `${unit} ${count}`).join(', ');
    print(`  Hooks that ran: ${each === '' ? 'none' : each}`);
    for (const text of new Set(records.flatMap((record) => this.#effects(record))))
      printWrapped(text, '  ');
    for (const unit of counts.keys()) this.#tellStatus(unit);
  }

  /** Tells of an action. */
  tellAction({ action, succeeded, stderr }: HookProcessRecord): void {
    if (!succeeded) print(`    ${stderr}`);
    if (typeof action?.failure === 'string') printWrapped(`failed: ${action.failure}`, '    ');
    for (const [key, value] of Object.entries(action?.results ?? {}))
      if (value !== '') printWrapped(`${key}: ${value}`, '    ');
  }

  #effects({ unit, log, changes, succeeded, stderr, commitError }: HookProcessRecord): string[] {
    const told = log.filter(({ level }) => level === 'ERROR' || level === 'WARNING');
    return [
      ...told.map(({ level, message }) => `${unit} logged ${level}: ${message}`),
      ...changes.map(({ entity, relation, set, deleted }) => {
        const keys = [...Object.keys(set), ...deleted.map((key) => `${key} (deleted)`)];
        return `${unit} wrote in ${this.#nameOf(relation, entity)}: ${keys.join(', ')}`;
      }),
      ...(succeeded ? [] : [`${unit} failed: ${stderr}${commitError ?? ''}`]),
    ];
  }

  /** A relation as the unit that writes into it calls it. */
  #nameOf(id: number, entity: string): string {
    const app = entity.split('/', 1)[0] ?? entity;
    const names = this.#simulator.relations.map(({ ids }) => ids[app]);
    return names.find((name) => name?.endsWith(`:${id}`)) ?? `relation ${id}`;
  }

  #tellStatus(unit: string): void {
    const { status, message } = this.#simulator.status(unit);
    const text = `${unit} is ${status}: ${message}`;
    if (status === 'unknown' || this.#shown.get(unit) === text) return;
    this.#shown.set(unit, text);
    printWrapped(text, '  ');
  }
}

/** Shows what an application has published in a relation: what is null in it is left out. */
export function showDatabag(simulator: JujuSimulator, relation: Relation, app: string): void {
  print(`  Application databag of ${app} in ${relation.ids[app]}, without what is null:`);
  const entries = Object.entries(simulator.databag(relation, app));
  if (entries.length === 0) print('    (empty)');
  for (const [key, text] of entries) printWrapped(`${key}: ${withoutNull(text)}`, '    ');
}

function withoutNull(text: string): string {
  if (!/^[[{]/.test(text)) return text;
  const value: unknown = JSON.parse(text, (key, inner: unknown) =>
    inner === null && key !== 'schedule' ? undefined : inner,
  );
  // A space after each comma, where a line may be broken.
  return JSON.stringify(value).replaceAll(',"', ', "');
}
