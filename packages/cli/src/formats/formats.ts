// Room: The forms of an answer that kubectl has. May import command, input, output.
import { CannotRunError } from '../command/errors.js';
import type { Report } from '../command/report.js';
import { printable } from '../output/printable.js';
import type { Screen } from '../output/screen.js';
import { type Column, table } from '../output/table.js';

/** What columns are told apart by, and what lies between. */
const PART = /[[\],]|[^[\],]+/g;

/** The version of what kbt prints for programs: within it, fields are added, and none changes or goes. */
const API_VERSION = 'kbt/v1';

/** What `-o json` prints: of kbt's own answers with the version of their form. */
export function dataOf({ data, isForeign }: Report): unknown {
  return isForeign === true || typeof data !== 'object'
    ? data
    : { apiVersion: API_VERSION, ...data };
}

/**
 * `-o name`, `-o jsonpath=TEMPLATE` and `-o custom-columns=TITLE:PATH,…`, as kubectl prints them; undefined for any
 * other format.
 *
 * @throws CannotRunError `usage` for invalid columns or an invalid template.
 */
export async function textFor(
  format: string,
  report: Report,
  screen: Screen,
): Promise<string | undefined> {
  const [, kind, argument = ''] = /^(name|jsonpath|custom-columns)(?:=(.*))?$/s.exec(format) ?? [];
  switch (kind) {
    case 'name':
      return rowsOf(report)
        .map(({ name }) => printable(name))
        .join('\n');
    case 'jsonpath':
      return (await import('./json-path.js')).fillTemplate(argument, dataOf(report));
    case 'custom-columns':
      return table(rowsOf(report), await columnsOf(argument), screen);
    default:
      return undefined;
  }
}

type Row = NonNullable<Report['rows']>[number];

function rowsOf({ rows }: Report): readonly Row[] {
  if (rows !== undefined) return rows;
  throw new CannotRunError('usage', 'this answer has no rows: see -o json');
}

async function columnsOf(argument: string): Promise<readonly Column<Row>[]> {
  const { asText, valuesAt } = await import('./json-path.js');
  return columnTexts(argument).map((column) => {
    const [title = '', path = ''] = column.split(/:(.*)/s);
    if (title === '' || path === '') {
      throw new CannotRunError(
        'usage',
        'custom-columns are TITLE:PATH,…, such as APP:.app,STATE:.state',
      );
    }
    return { title, text: ({ data }) => valuesAt(data, path).map(asText).join(',') || '<none>' };
  });
}

/** The texts between commas; a comma within brackets belongs to a path. */
function columnTexts(argument: string): readonly string[] {
  const columns = [''];
  let depth = 0;
  for (const [part] of argument.matchAll(PART)) {
    if (part === ',' && depth === 0) {
      columns.push('');
      continue;
    }
    if (part === '[') depth += 1;
    if (part === ']') depth = Math.max(0, depth - 1);
    columns.push(`${columns.pop() ?? ''}${part}`);
  }
  return columns;
}
