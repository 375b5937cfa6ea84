/** A text in quotes: nothing in it is a comment, and all of its white space counts. */
export interface Quote {
  /** Sticky; the whole of it stands for the opening. */
  readonly open: RegExp
  /** What ends it; `line` is a line that holds nothing else than what was opened with, as of a here-document. */
  readonly close: (opened: RegExpExecArray) => string
  readonly ends?: 'line'
  /** A backslash takes the next character along. */
  readonly escapes?: boolean
  /** The closing sign twice is the sign itself. */
  readonly doubles?: boolean
  /** It may go on over the end of its line; otherwise one that does is not understood. */
  readonly lines?: boolean
  /** What opens code within it, and what closes that. */
  readonly holds?: readonly [open: string, close: string]
}

/** How comments and texts look in one language, as much as has to be known to take comments out. */
export interface CommentStyle {
  /** Sticky; reads up to the end of the line. */
  readonly line?: RegExp
  readonly blocks?: readonly { readonly open: string; readonly close: string; readonly nests?: boolean }[]
  readonly quotes: readonly Quote[]
  /** Sticky; what looks like a quote or a comment and is neither. */
  readonly plain?: RegExp
  /** Where there is any of it in a file, nobody here knows what is a comment. */
  readonly unsure?: RegExp
  /** White space before a line says something. */
  readonly indents?: true
  /** White space between its signs says nothing at all. */
  readonly isFree?: true
  /** A slash may begin a regular expression, which is not read here. */
  readonly slashes?: true
}

const same = ([opened]: RegExpExecArray) => opened
const at = (close: string) => () => close

const DOUBLE: Quote = { open: /"/y, close: same, escapes: true }
const SINGLE: Quote = { open: /'/y, close: same, escapes: true }
const TRIPLE: Quote = { open: /"""/y, close: same, escapes: true, lines: true }
const TRIPLE_SINGLE: Quote = { open: /'''/y, close: same, escapes: true, lines: true }
const dollar = ['${', '}'] as const
const hash = ['#{', '}'] as const
const C = [{ open: '/*', close: '*/' }]
const C_NESTED = [{ open: '/*', close: '*/', nests: true }]
const SLASHES = /\/\/[^\n]*/y
const HASH = /#[^\n]*/y
const DASHES = /--[^\n]*/y
const CHARACTER = /'(?:\\[^\n]{1,8}?|[^'\\\n])'/y

const KOTLIN: CommentStyle = {
  line: SLASHES,
  blocks: C_NESTED,
  plain: CHARACTER,
  quotes: [
    { open: /"""/y, close: same, lines: true, holds: dollar },
    { ...DOUBLE, holds: dollar },
    { open: /`/y, close: same },
  ],
}
const SWIFT: CommentStyle = {
  line: SLASHES,
  blocks: C_NESTED,
  slashes: true,
  quotes: [
    { open: /#+"""/y, close: ([opened]) => `"""${'#'.repeat(opened.length - 3)}`, lines: true },
    { open: /#+"/y, close: ([opened]) => `"${'#'.repeat(opened.length - 1)}` },
    { ...TRIPLE, holds: ['\\(', ')'] },
    { ...DOUBLE, holds: ['\\(', ')'] },
    { open: /`/y, close: same },
  ],
  unsure: /#\//,
}
const SCALA: CommentStyle = {
  ...KOTLIN,
  quotes: [
    { open: /"""/y, close: same, lines: true, holds: dollar },
    { ...DOUBLE, holds: dollar },
    { open: /`/y, close: same },
  ],
  indents: true,
}
const DART: CommentStyle = {
  line: SLASHES,
  blocks: C_NESTED,
  quotes: [
    { open: /\br("""|''')/y, close: ([, quote = '']) => quote, lines: true },
    { open: /\br(["'])/y, close: ([, quote = '']) => quote },
    { ...TRIPLE, holds: dollar },
    { ...TRIPLE_SINGLE, holds: dollar },
    { ...DOUBLE, holds: dollar },
    { ...SINGLE, holds: dollar },
  ],
}
const GROOVY: CommentStyle = {
  line: SLASHES,
  blocks: C,
  slashes: true,
  quotes: [{ ...TRIPLE, holds: dollar }, TRIPLE_SINGLE, { ...DOUBLE, holds: dollar }, SINGLE],
  unsure: /\$\//,
}
const C_LIKE: CommentStyle = { line: SLASHES, blocks: C, quotes: [DOUBLE, SINGLE] }
const JSON_WITH_COMMENTS: CommentStyle = { ...C_LIKE, isFree: true }
const SHEETS: CommentStyle = {
  ...C_LIKE,
  plain: /url\(\s*[^"'\s)][^\n)]{0,4000}\)/y,
}
const SQL: CommentStyle = {
  line: /--(?=\s|$|(?<=(?:^|\n)[ \t]{0,200}--))[^\n]*/y,
  blocks: [{ open: '/*', close: '*/', nests: true }],
  quotes: [
    { open: /\$(?:[A-Za-z_]\w{0,60})?\$/y, close: same, lines: true },
    { open: /'/y, close: same, doubles: true, lines: true },
    { open: /"/y, close: same, doubles: true, lines: true },
    { open: /`/y, close: same, doubles: true },
  ],
  // Whether a backslash takes the quote along is a matter of the product, and so is whether comments nest.
  unsure: /\\['"]|\/\*(?:(?!\*\/)[\s\S]){0,2000}\/\*|\[[^\]\n]{0,200}['"]/,
}
const LUA: CommentStyle = {
  line: /--(?!\[=*\[)[^\n]*/y,
  plain: /^#![^\n]*/y,
  quotes: [{ open: /\[(=*)\[/y, close: ([, level = '']) => `]${level}]`, lines: true }, DOUBLE, SINGLE],
  blocks: [
    { open: '--[[', close: ']]' },
    { open: '--[=[', close: ']=]' },
    { open: '--[==[', close: ']==]' },
  ],
  unsure: /--\[={3}/,
}
const R: CommentStyle = {
  line: HASH,
  quotes: [
    { ...DOUBLE, lines: true },
    { ...SINGLE, lines: true },
    { open: /`/y, close: same },
    { open: /%(?=[^%\n]{0,20}%)/y, close: same },
  ],
  unsure: /\b[rR]["']-*[([{]/,
}
const ELIXIR: CommentStyle = {
  line: HASH,
  plain: /\?(?:\\.|["'#])/y,
  quotes: [
    { open: /~[A-Z]+("""|''')/y, close: ([, quote = '']) => quote, lines: true },
    { open: /~[a-z]("""|''')/y, close: ([, quote = '']) => quote, escapes: true, lines: true, holds: hash },
    {
      open: /~(?:[a-z]|[A-Z]+)(?:([/|"'])|\(|\[|\{|<)/y,
      close: ([all, quote]) => quote ?? PAIRS[all.at(-1) ?? ''] ?? '',
      escapes: true,
      lines: true,
      holds: hash,
    },
    { ...TRIPLE, holds: hash },
    { ...TRIPLE_SINGLE, holds: hash },
    { ...DOUBLE, lines: true, holds: hash },
    { ...SINGLE, lines: true, holds: hash },
  ],
}
const PAIRS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' }
const HASKELL: CommentStyle = {
  line: /(?<![!#$%&*+./<=>?@\\^|~:-])--+(?![!#$%&*+./<=>?@\\^|~:])[^\n]*/y,
  blocks: [{ open: '{-', close: '-}', nests: true }],
  plain: CHARACTER,
  quotes: [TRIPLE, { ...DOUBLE, lines: true }],
  indents: true,
  unsure: /\[\w{0,30}\|/,
}
const TOML: CommentStyle = {
  line: HASH,
  quotes: [TRIPLE, { open: /'''/y, close: same, lines: true }, DOUBLE, { open: /'/y, close: same }],
}
const HCL: CommentStyle = {
  line: /(?:#|\/\/)[^\n]*/y,
  blocks: C,
  quotes: [
    { open: /<<[-~]?([A-Za-z_]\w{0,60})\n/y, close: ([, word = '']) => word, ends: 'line', lines: true },
    { ...DOUBLE, holds: dollar },
  ],
}
const JULIA: CommentStyle = {
  line: /#(?!=)[^\n]*/y,
  blocks: [{ open: '#=', close: '=#', nests: true }],
  plain: CHARACTER,
  quotes: [
    { ...TRIPLE, holds: ['$(', ')'] },
    { ...DOUBLE, lines: true, holds: ['$(', ')'] },
    { open: /```/y, close: same, lines: true },
    { open: /`/y, close: same },
  ],
}
const LISP: CommentStyle = {
  line: /;[^\n]*/y,
  blocks: [{ open: '#|', close: '|#', nests: true }],
  plain: /[#?]?\\(?:[^\s\w]|\w+)|\?[^\s\w]/y,
  quotes: [{ ...DOUBLE, lines: true }],
}
const ERLANG: CommentStyle = {
  line: /%[^\n]*/y,
  plain: /\$(?:\\.|[^\n])/y,
  quotes: [TRIPLE, { ...DOUBLE, lines: true }, SINGLE],
}
const ADA: CommentStyle = {
  line: DASHES,
  plain: CHARACTER,
  quotes: [{ open: /"/y, close: same, doubles: true }],
}
const GRAPHQL: CommentStyle = { line: HASH, quotes: [TRIPLE, DOUBLE] }
const CMAKE: CommentStyle = {
  line: /#(?!\[=*\[)[^\n]*/y,
  plain: /\\./y,
  quotes: [
    { open: /\[(=*)\[/y, close: ([, level = '']) => `]${level}]`, lines: true },
    { ...DOUBLE, lines: true },
  ],
  unsure: /#\[=*\[/,
}
const NIX: CommentStyle = {
  line: HASH,
  blocks: C,
  quotes: [
    { open: /''/y, close: at("''"), lines: true, holds: dollar },
    { ...DOUBLE, lines: true, holds: dollar },
  ],
  unsure: /'''|''[$\\]/,
}
const PERL: CommentStyle = {
  line: /(?<=^|[\s;{}(),])#[^\n]*/y,
  plain:
    /[$@%&*]#?\{?\^?\w+|\$[#"'`;,./\\|!@&$<>()[\]:^+~=%?-]|->\s?\w+|\bsub\s+\w+|\w+(?=\s{0,4}=>)|\{\s{0,4}\w+\s{0,4}\}/y,
  quotes: [
    { ...DOUBLE, lines: true },
    { ...SINGLE, lines: true },
    { open: /`/y, close: same, escapes: true, lines: true },
  ],
  // This language has too many ways of quoting to be read here.
  unsure: /<<[~"'A-Za-z_]|\b(?:q[qwrx]?|m|s|y|tr)\s{0,4}[^\w\s,;=)>.-]|^=[a-z]|^__(?:END|DATA)__/m,
  slashes: true,
}
const FISH: CommentStyle = {
  line: /(?<=^|[\s;])#[^\n]*/y,
  plain: /\\./y,
  quotes: [
    { ...DOUBLE, lines: true },
    { ...SINGLE, lines: true },
  ],
}
const ZIG: CommentStyle = { line: SLASHES, plain: /\\\\[^\n]*/y, quotes: [DOUBLE, SINGLE] }

const STYLES: readonly (readonly [extensions: string, style: CommentStyle])[] = [
  ['.kt .kts', KOTLIN],
  ['.swift', SWIFT],
  ['.scala .sc .sbt', SCALA],
  ['.dart', DART],
  ['.groovy .gradle', GROOVY],
  ['.proto .sol .thrift .mm .glsl .hlsl .wgsl', C_LIKE],
  ['.jsonc .json5', JSON_WITH_COMMENTS],
  ['.zig', ZIG],
  ['.scss .less', SHEETS],
  ['.sql', SQL],
  ['.lua', LUA],
  ['.r', R],
  ['.ex .exs', ELIXIR],
  ['.hs .elm', HASKELL],
  ['.toml', TOML],
  ['.tf .hcl .tfvars', HCL],
  ['.jl', JULIA],
  ['.clj .cljs .cljc .edn .lisp .el', LISP],
  ['.erl .hrl', ERLANG],
  ['.ada .adb .ads .vhd .vhdl', ADA],
  ['.graphql .gql', GRAPHQL],
  ['.cmake', CMAKE],
  ['.nix', NIX],
  ['.pl .pm', PERL],
  ['.fish', FISH],
]

/** By the extension in small letters, with its dot. */
export const COMMENT_STYLES: ReadonlyMap<string, CommentStyle> = new Map(
  STYLES.flatMap(([extensions, style]) =>
    extensions.split(' ').map((one): [string, CommentStyle] => [one, style]),
  ),
)
