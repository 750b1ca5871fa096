import fc from 'fast-check';

/** A pattern, and names that it may match. */
export interface GlobCase {
  readonly pattern: string;
  readonly texts: readonly string[];
}

/** Few letters, so patterns match by chance and overlap with themselves. */
export function globCases(): fc.Arbitrary<GlobCase> {
  const texts = fc.array(
    fc.string({ unit: fc.constantFrom('a', 'b', 'c', '-', '.'), maxLength: 9 }),
    {
      minLength: 1,
      maxLength: 12,
    },
  );
  return fc
    .tuple(patterns(), texts)
    .map(([pattern, others]) => ({ pattern, texts: ['', 'a', 'ab', ...others, literal(pattern)] }));
}

/** The letters of a pattern: near to what it matches. */
function literal(pattern: string): string {
  return pattern.replaceAll(/[^a-c.-]/g, '');
}

function patterns(): fc.Arbitrary<string> {
  const text = fc.string({
    unit: fc.constantFrom('a', 'b', 'c', '-', '.'),
    minLength: 1,
    maxLength: 3,
  });
  const letters = fc.string({
    unit: fc.constantFrom('a', 'b', 'c', '-', '!', '\\', ']', '[', 'é'),
    maxLength: 4,
  });
  const range = fc.oneof(
    letters.map((inside) => `[${inside}]`),
    fc.constantFrom(
      '[a-c]',
      '[!a-b]',
      '[!ab]',
      '[!ab]',
      '[!a]',
      '[!a]',
      '[ab]',
      '[a-z0-9]',
      '[z-a]',
      '[a-]',
      '[abc-e]',
      '[]',
      '[a',
    ),
  );
  const wild = fc.constantFrom('*', '*', '*', '?', '?', '**');
  const odd = fc.constantFrom(
    '\\*',
    '\\',
    '}',
    ',',
    ']',
    '!',
    '\0',
    '\ufffd',
    'é',
    '😀',
    '{',
    '{}',
    '{,}',
    '{,a}',
  );
  const part = fc.oneof(
    { weight: 6, arbitrary: text },
    { weight: 6, arbitrary: wild },
    { weight: 3, arbitrary: range },
    { weight: 1, arbitrary: odd },
  );
  const flat = fc.array(part, { minLength: 1, maxLength: 7 }).map((parts) => parts.join(''));
  const terms = fc
    .array(fc.oneof({ weight: 4, arbitrary: flat }, { weight: 1, arbitrary: fc.constant('') }), {
      minLength: 1,
      maxLength: 4,
    })
    .map((alternatives) => `{${alternatives.join(',')}}`);
  const nested = fc
    .array(fc.oneof(flat, terms), { minLength: 1, maxLength: 3 })
    .map((parts) => parts.join(''));
  const deep = fc.tuple(flat, nested, nested).map(([a, b, c]) => `{${a}${b},${a}${c}}`);
  return fc.oneof(
    { weight: 5, arbitrary: flat },
    { weight: 3, arbitrary: nested },
    { weight: 1, arbitrary: deep },
  );
}
