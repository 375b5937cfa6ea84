import { basename, extname } from 'node:path/posix'

/** Equal but for white space where that has no meaning: at the ends of lines, in empty lines, and before a line's text where a language does not indent. */
export function isSameText(path: string, before: string, after: string): boolean {
  return essence(path, before) === essence(path, after)
}

function essence(path: string, text: string): string {
  const indents = INDENTED.has(extname(path).toLowerCase()) || INDENTED_NAMES.test(basename(path))
  return text
    .split('\n')
    .map((line) => (indents ? line.trimEnd() : line.trim()))
    .filter((line) => line !== '')
    .join('\n')
}

/** Where the white space before a line says something, or nobody here knows that it does not. */
const INDENTED = new Set(
  '.py .pyi .yml .yaml .haml .slim .pug .coffee .sass .styl .fs .nim .hs .mk .md .rst .txt .sh .bash .php .jsx .tsx .html'.split(
    ' ',
  ),
)
const INDENTED_NAMES = /^(?:GNU)?[Mm]akefile$|^[^.]+$/

/** The text without lines that are nothing but a comment; undefined where nobody here knows how comments begin. */
export function withoutCommentLines(path: string, text: string): string | undefined {
  const begins = COMMENTS.find(({ of }) => of.test(basename(path)))?.begins
  return begins
    ? text
        .split('\n')
        .filter((line) => !begins.test(line.trimStart()))
        .join('\n')
    : undefined
}

const COMMENTS: readonly { readonly of: RegExp; readonly begins: RegExp }[] = [
  { of: /\.(?:kts?|scala|swift|dart|groovy|gradle|proto|zig|sol|scss|less|jsonc|json5)$/i, begins: /^\/\// },
  {
    of: /\.(?:ya?ml|toml|conf|properties|exs?|jl|nim|tf|r|pl|pm|graphql|cmake|env)$|^(?:Dockerfile|(?:GNU)?[Mm]akefile|Gemfile|Rakefile|CMakeLists\.txt|\.env)(?:\.\w+)?$/i,
    begins: /^#(?!!)/,
  },
  { of: /\.(?:ini|cfg|el|clj|lisp|asm)$/i, begins: /^[;#]/ },
  { of: /\.(?:sql|lua|hs|elm|ada|vhdl?)$/i, begins: /^--(?!\[)/ },
  { of: /\.(?:erl|hrl|tex)$/i, begins: /^%/ },
]
