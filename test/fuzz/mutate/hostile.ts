// biome-ignore-all lint/suspicious/noTemplateCurlyInString: an expression of workflows and templates.
/** What no schema, parser or template should stumble over, wherever it stands. */
export const HOSTILE_TEXTS: readonly string[] = [
  ...[
    '',
    ' ',
    '\t',
    '\0',
    '\n',
    '\r\n',
    '\r',
    '\u2028',
    '\ufeff',
    '\u0085',
    '\u200b',
    '\u202e',
    '\ud800',
    '\udfff',
  ],
  ...['🙂', 'e\u0301', 'İ', 'ﬀ', '\u{e0041}', '𝟙', '٣', '\u001b[31m', '\u001b]8;;x\u0007'],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', 'then'],
  ...['../../etc/passwd', '/', '\\', '.git/config', '-rf', '--', '$(id)', '`id`', '%00', '%s', '$&', "$'"],
  ...['null', 'true', 'NaN', '1e999', '-1', '0x10', '9007199254740993', '2024-01-01', '~', '{}', '[]'],
  ...[
    '<!--',
    '-->',
    '<script>',
    ']]>',
    '```',
    '@octocat',
    'Fixes #1',
    '{{x}}',
    '${{ x }}',
    '"',
    "'",
    '\\u0000',
  ],
  ...['a'.repeat(300), 'é'.repeat(5_000), '('.repeat(2_000), '\n'.repeat(3_000)],
]

/** Each of another type, and at the ends of its type. */
export const HOSTILE_VALUES: readonly unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    -0,
    -1,
    1.5,
    1e21,
    1e308,
    2 ** 31,
    2 ** 32,
    2 ** 53,
    Number.MAX_SAFE_INTEGER,
    5e-324,
  ],
  ...[
    [],
    {},
    [[]],
    [null],
    { length: 1e9 },
    { toString: 1 },
    JSON.parse('{"then":{}}'),
    { constructor: { prototype: 1 } },
  ],
  JSON.parse('{"__proto__": {"polluted": true}}'),
  JSON.parse('[{"__proto__": []}]'),
]

/** Throws where anything has been written to what all objects share. */
export function expectUnpolluted(): void {
  const added = [...Object.keys(Object.prototype), ...Object.keys(Array.prototype)]
  if (added.length > 0) throw new Error(`a prototype has been written to: ${added.join(', ')}`)
}
