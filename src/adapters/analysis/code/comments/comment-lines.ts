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
  '.py .pyi .yml .yaml .haml .slim .pug .coffee .sass .styl .fs .nim .hs .mk .md .rst .txt .sh .bash .php .jsx .tsx .html .cfg .ini .conf .properties .env .tex'.split(
    ' ',
  ),
)
const INDENTED_NAMES = /^(?:GNU)?[Mm]akefile$|^[^.]+$|^\.env/

interface LineComments {
  readonly of: RegExp
  readonly begins: RegExp
  /** Where the file has any of it, a line may be part of something else. */
  readonly unsure?: RegExp
  /** After what else a comment may stand, and what it looks like there. */
  readonly trails?: RegExp
}

/** Lines that are nothing but a comment, in formats where nothing else can be known without reading all of it. */
export function commentLinesOf(path: string, text: string): CommentLines | undefined {
  const known = COMMENTS.find(({ of }) => of.test(basename(path)))
  if (!known || known.unsure?.test(text) || isUnbalanced(text)) return undefined
  const lines = text.split('\n')
  const isComment = (line: string, index: number) =>
    known.begins.test(line) && !line.endsWith('\\') && !lines[index - 1]?.trimEnd().endsWith('\\')
  return {
    lines,
    isComment,
    code: (line) => (known.trails && !line.endsWith('\\') ? line.replace(known.trails, '$1') : line),
  }
}

interface CommentLines {
  readonly lines: readonly string[]
  readonly isComment: (line: string, index: number) => boolean
  /** Without the comment at the end of the line. */
  readonly code: (line: string) => string
}

/** A text that goes on over lines may hold lines that look like comments. */
function isUnbalanced(text: string): boolean {
  return (
    /"""|'''/.test(text) ||
    text.split('\n').some((line) => !/^\s*[#;%!]/.test(line) && (line.match(/"/g)?.length ?? 0) % 2 === 1)
  )
}

const COMMENTS: readonly LineComments[] = [
  {
    of: /^(?:Dockerfile|Containerfile)(?:\.\w+)?$|\.dockerfile$/i,
    begins: /^[ \t]*#/,
    unsure: /<</,
  },
  {
    of: /^(?:GNU)?[Mm]akefile(?:\.\w+)?$|\.mk$/,
    begins: /^ *#/,
    unsure: /^\s*(?:define|\.ONESHELL)\b/m,
    // Of a rule, whose names hold no blanks; behind a value the blanks before it would be part of the value.
    trails: /^([\w./%-]+(?: [\w./%-]+)*\s?::?(?: [\w./%-]+)*)[ \t]+#(?!#)[^\n]*$/,
  },
  { of: /\.(?:conf|env)$|^\.env(?:\.\w+)?$/i, begins: /^\s*#(?!!)/ },
  { of: /\.properties$/i, begins: /^\s*[#!]/ },
  { of: /^CMakeLists\.txt$/, begins: /^\s*#(?!\[)/, unsure: /\[=*\[/ },
  { of: /\.(?:ini|cfg)$|^\.(?:gitconfig|npmrc|pylintrc|flake8|coveragerc)$/i, begins: /^[;#]/ },
  { of: /\.asm$/i, begins: /^\s*;/ },
  {
    of: /\.tex$/i,
    begins: /^\s*%(?!!)/,
    unsure: /\\begin\{(?:verbatim|lstlisting|minted|filecontents|comment)/,
  },
  { of: /\.nim$/i, begins: /^\s*#(?![?[])/ },
]
