import { extname } from 'node:path/posix'
import type { ChangesOnly } from '../../../domain/judgement/measures.ts'
import { grammarOf } from '../complexity/grammar.ts'
import { plainTree } from '../syntax/syntax-node.ts'
import { commentLinesOf, isSameText } from './comments/comment-lines.ts'
import { COMMENT_STYLES, type CommentStyle } from './comments/comment-style.ts'
import { isReadByTools } from './comments/is-read-by-tools.ts'
import { scanComments } from './comments/scan-comments.ts'
import { isOwnVersionAlone } from './data/is-own-version-alone.ts'
import { isSameJson } from './data/is-same-json.ts'
import { isSameYaml } from './data/is-same-yaml.ts'
import { essenceOfMarkup, type Page, type Piece, readPage } from './data/same-page.ts'
import { grammarNameOf } from './grammar-name-of.ts'
import { meaning } from './meaning.ts'

/** Both sides of one changed file; a side that does not exist is empty. */
export interface Sides {
  readonly path: string
  readonly before: string
  readonly after: string
}

/**
 * Whether a change means nothing to who runs the file: told by the grammar of the language, where there is none by what its texts and
 * comments look like. Undefined where it changes what the file does, or where that cannot be told.
 */
export async function changesOnly(
  { path, ...given }: Sides,
  mayGoOn: () => boolean,
): Promise<ChangesOnly | undefined> {
  // How lines end is layout, but for programs that a shell or an interpreter is handed.
  const before = given.before.replaceAll('\r\n', '\n')
  const after = given.after.replaceAll('\r\n', '\n')
  const sides = { path, before, after }
  if (given.before === given.after || Math.max(before.length, after.length) > MAX_CHARACTERS) return undefined
  if (before === after)
    return /\.(?:sh|bash|zsh|py|rb|pl|bat|cmd)$|^[^.]+$/i.test(path) ? undefined : 'white space'
  return (
    (await byKind(sides, mayGoOn)) ??
    (isOwnVersionAlone(path, before, after) ? 'the version number' : undefined)
  )
}

async function byKind(sides: Sides, mayGoOn: () => boolean): Promise<ChangesOnly | undefined> {
  const { path, before, after } = sides
  const grammar = grammarNameOf(path)
  if (grammar !== undefined) return byGrammar(sides, grammar, mayGoOn)
  if (isWithComments(path)) return byStyle(sides, WITH_COMMENTS)
  if (/\.(?:json|map|webmanifest|geojson)$/i.test(path))
    return isSameJson(before, after) ? 'white space' : undefined
  if (/\.ya?ml$/i.test(path)) return byYaml(sides)
  const style = COMMENT_STYLES.get(extname(path).toLowerCase())
  if (style) return byStyle(sides, style)
  if (PAGES.test(path)) return byPage(sides, mayGoOn)
  return byLines(sides)
}

/** A scope's settings of TypeScript and of editors are read with comments in them. */
function isWithComments(path: string): boolean {
  return /(?:^|\/)(?:[tj]sconfig[\w.-]{0,40}\.json|[\w.-]{1,60}\.code-workspace|\.eslintrc(?:\.json)?|\.swcrc|\.babelrc(?:\.json)?|devcontainer\.json)$|\.json[c5]$/i.test(
    path,
  )
}

const WITH_COMMENTS = COMMENT_STYLES.get('.jsonc') as CommentStyle
const PAGES = /\.(?:html?|vue|svelte|xml|svg|xsd|xslt?|xaml|\w{1,3}proj|props|targets|resx|plist|xhtml)$/i
const MAX_CHARACTERS = 500_000

async function byGrammar(
  { path, before, after }: Sides,
  grammar: string,
  mayGoOn: () => boolean,
): Promise<ChangesOnly | undefined> {
  const read = (text: string) => meaningOf({ source: text, grammar, path }, mayGoOn)
  const was = await read(before)
  const is = was && (await read(after))
  if (!was || !is || was.meaning !== is.meaning) return undefined
  // cgo compiles the comment before it.
  if (grammar === 'go' && /^import (?:\w+ )?"C"|^\s+"C"$/m.test(after)) return undefined
  if (was.tests !== is.tests) return 'tests'
  return was.comments === is.comments ? 'white space' : 'comments'
}

/** Undefined where the grammar cannot read it whole: what nobody understands may mean something. */
async function meaningOf(code: { source: string; grammar: string; path: string }, mayGoOn: () => boolean) {
  const tree = (await grammarOf(code.grammar)).parse(code.source, mayGoOn)
  if (!tree) return undefined
  try {
    if (tree.rootNode.hasError) return undefined
    const root = plainTree(tree, mayGoOn)
    return root && meaning(root, code)
  } finally {
    tree.delete()
  }
}

function byStyle({ path, before, after }: Sides, style: CommentStyle): ChangesOnly | undefined {
  const isRead = (comment: string) => isReadByTools(comment, path)
  const [was, is] = [before, after].map((source) => scanComments({ source, style, isRead }))
  if (!was || !is || was.code !== is.code) return undefined
  return was.all === is.all ? 'white space' : 'comments'
}

function byYaml({ path, before, after }: Sides): ChangesOnly | undefined {
  if (!isSameYaml(before, after)) return undefined
  const read = (text: string) =>
    text
      .split('\n')
      .flatMap((line) => /(?:^|\s)#.*$/.exec(line)?.[0].trim() ?? [])
      .filter((one) => isReadByTools(one, path))
      .join('\n')
  return read(before) === read(after) ? 'comments' : undefined
}

async function byPage(
  { path, before, after }: Sides,
  mayGoOn: () => boolean,
): Promise<ChangesOnly | undefined> {
  const was = readPage(path, before)
  const is = readPage(path, after)
  if (!was || !is || !isSameShape(was, is)) return undefined
  for (const [index, piece] of was.pieces.entries()) {
    const other = is.pieces[index]
    if (other && other.text !== piece.text && !(await isSamePiece(piece, other, mayGoOn))) return undefined
  }
  return was.hasComments || is.hasComments ? 'comments' : 'white space'
}

function isSameShape(was: Page, is: Page): boolean {
  const shape = ({ pieces }: Page) =>
    pieces.map((one) => (one.kind === 'markup' ? 'markup' : `${one.kind} ${one.language}`)).join()
  return shape(was) === shape(is)
}

async function isSamePiece(was: Piece, is: Piece, mayGoOn: () => boolean): Promise<boolean> {
  if (was.kind === 'markup') return essenceOfMarkup(was.text) === essenceOfMarkup(is.text)
  const extension = was.kind === 'style' ? STYLES[was.language] : SCRIPTS[was.language]
  if (extension === undefined) return false
  return (
    (await byKind({ path: `piece${extension}`, before: was.text, after: is.text }, mayGoOn)) !== undefined
  )
}

const STYLES: Readonly<Record<string, string>> = { '': '.css', scss: '.scss', less: '.less' }
const SCRIPTS: Readonly<Record<string, string>> = {
  '': '.js',
  ts: '.ts',
  tsx: '.tsx',
  jsx: '.jsx',
  'text/typescript': '.ts',
}

function byLines({ path, before, after }: Sides): ChangesOnly | undefined {
  if (isSameText(path, before, after)) return 'white space'
  const [was, is] = [before, after].map((text) => {
    const known = commentLinesOf(path, text)
    const isNothing = (line: string, index: number) =>
      known?.isComment(line, index) && !isReadByTools(line.trim(), path)
    return known?.lines.map((line, index) => (isNothing(line, index) ? '' : known.code(line))).join('\n')
  })
  return was !== undefined && is !== undefined && isSameText(path, was, is) ? 'comments' : undefined
}
