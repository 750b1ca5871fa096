/** A picture of a terminal's screen. */

const CHARACTER_WIDTH = 8.4;
const LINE_HEIGHT = 18;
const MARGIN = 12;

/** The escape sequences that `kbt` prints, as SVG shows them; each lasts until the next one ends it. */
const STYLES: Readonly<Record<string, string>> = {
  '1': 'font-weight="bold"',
  '2': 'opacity="0.6"',
  '31': 'fill="#c53030"',
  '32': 'fill="#2f855a"',
  '33': 'fill="#b7791f"',
};

/**
 * Draws a command line and what it printed, colours included.
 *
 * @throws Error for an escape sequence that `kbt` does not print.
 */
export function terminalSvg(commandLine: string, output: string, columns: number): string {
  const lines = [commandLine, ...output.split('\n')];
  const width = Math.round(columns * CHARACTER_WIDTH) + 2 * MARGIN;
  const height = lines.length * LINE_HEIGHT + 2 * MARGIN;
  const texts = lines.map((line, index) => {
    const y = 2 * MARGIN + index * LINE_HEIGHT;
    return `<text x="${MARGIN}" y="${y}">${spans(line)}</text>`;
  });
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(commandLine)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff" stroke="#cbd5e0"/>`,
    '<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14" fill="#1a202c" xml:space="preserve">',
    ...texts,
  ].join('\n')}\n</g></svg>\n`;
}

function spans(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
  const [plain = '', ...styled] = line.split(/\u001b\[(\d+)m/);
  let made = span(plain);
  for (let index = 0; index < styled.length; index += 2) {
    made += span(styled[index + 1] ?? '', styleOf(styled[index] ?? ''));
  }
  return made;
}

/** Those that switch a style off have no attribute. */
function styleOf(code: string): string {
  if (['22', '39'].includes(code)) return '';
  const style = STYLES[code];
  if (style === undefined) throw new Error(`no style for the escape sequence ${code}`);
  return style;
}

function span(text: string, attribute = ''): string {
  if (text === '') return '';
  return `<tspan${attribute === '' ? '' : ` ${attribute}`}>${escaped(text)}</tspan>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
