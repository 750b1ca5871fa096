/** Captures what `print` writes with `console.log`, for a library that offers no other way. */
export function captured(print: () => void): string {
  const { log } = console;
  const lines: string[] = [];
  console.log = (line: unknown) => void lines.push(String(line));
  try {
    print();
    return lines.join('\n');
  } finally {
    console.log = log;
  }
}
