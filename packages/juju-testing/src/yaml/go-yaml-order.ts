/** The order in which go-yaml v2 prints the keys of a map: numbers within them by their value. */
export function sortedKeys(keys: readonly string[]): readonly string[] {
  return [...keys].sort(compareKeys);
}

function compareKeys(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  const shared = Math.min(left.length, right.length);
  for (let index = 0; index < shared; index++) {
    if (left[index] !== right[index]) return compareFrom(left, right, index);
  }
  return left.length - right.length;
}

function compareFrom(a: readonly string[], b: readonly string[], index: number): number {
  const [x = '', y = ''] = [a[index], b[index]];
  const [isLetter, otherIsLetter] = [/\p{L}/u.test(x), /\p{L}/u.test(y)];
  if (isLetter !== otherIsLetter) return isLetter ? 1 : -1;
  if (!isLetter) {
    const hasLeadingDigits = (x === '0' || y === '0') && followsNumber(a, index) ? '1' : '';
    const [m, n] = [digitsFrom(a, index), digitsFrom(b, index)];
    const difference = Number(hasLeadingDigits + m) - Number(hasLeadingDigits + n);
    if (difference !== 0 || m.length !== n.length) return difference || m.length - n.length;
  }
  return (x.codePointAt(0) ?? 0) - (y.codePointAt(0) ?? 0);
}

function followsNumber(text: readonly string[], index: number): boolean {
  for (let before = index - 1; /^\d$/.test(text[before] ?? ''); before--) {
    if (text[before] !== '0') return true;
  }
  return false;
}

function digitsFrom(text: readonly string[], index: number): string {
  return /^\d*/.exec(text.slice(index).join(''))?.[0] ?? '';
}
