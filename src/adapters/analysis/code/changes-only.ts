import { extname } from 'node:path/posix'
import { isDeepStrictEqual } from 'node:util'
import { parse as parseToml } from 'smol-toml'
import { parseAllDocuments } from 'yaml'
import type { ChangesOnly } from '../../../domain/measures.ts'
import { grammarOf } from '../complexity/grammar.ts'
import { languageOf } from '../complexity/language-of.ts'
import { plainTree } from '../syntax/syntax-node.ts'
import { isSameText, withoutCommentLines } from './comment-lines.ts'
import { meaning } from './meaning.ts'

/** Both sides of one changed file; a side that does not exist is empty. */
export interface Sides {
  readonly path: string
  readonly before: string
  readonly after: string
}

/**
 * Whether a change means nothing to who runs the file: told by the grammar of the language, and where there is none by whole lines of
 * comments. Undefined where it changes what the file does, or where that cannot be told.
 */
export async function changesOnly(
  { path, before, after }: Sides,
  mayGoOn: () => boolean,
): Promise<ChangesOnly | undefined> {
  if (before === after) return undefined
  const grammar = grammarNameOf(path)
  if (grammar === undefined) {
    // A line within a text of several lines is no comment, whatever it begins with: the data tells.
    const read = DATA.find(({ of }) => of.test(path))?.read
    if (read) return isSameData(read, before, after) ? 'comments' : undefined
    if (isSameText(path, before, after)) return 'white space'
    const [was, is] = [before, after].map((text) => withoutCommentLines(path, text))
    return was !== undefined && is !== undefined && isSameText(path, was, is) ? 'comments' : undefined
  }
  const was = await meaningOf(grammar, before, mayGoOn)
  const is = was && (await meaningOf(grammar, after, mayGoOn))
  if (!was || !is || was.meaning !== is.meaning) return undefined
  // cgo compiles the comment before it.
  if (grammar === 'go' && /^import "C"/m.test(after)) return undefined
  return was.comments === is.comments ? 'white space' : 'comments'
}

const DATA: readonly { readonly of: RegExp; readonly read: (text: string) => unknown }[] = [
  { of: /\.ya?ml$/i, read: readDocuments },
  { of: /\.toml$/i, read: (text) => parseToml(text, { maxDepth: 100 }) },
]

function readDocuments(text: string): unknown {
  const documents = parseAllDocuments(text, { prettyErrors: false, logLevel: 'silent' })
  if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return undefined
  return documents.map((one) => one.toJS({ maxAliasCount: 50 }))
}

function isSameData(read: (text: string) => unknown, before: string, after: string): boolean {
  try {
    const was = read(before)
    return was !== undefined && isDeepStrictEqual(was, read(after))
  } catch {
    // No such text, nested deeper than the stack, or made of aliases to grow.
    return false
  }
}

const MAX_CHARACTERS = 500_000

/** Undefined where the grammar cannot read it whole: what nobody understands may mean something. */
async function meaningOf(grammar: string, text: string, mayGoOn: () => boolean) {
  if (text.length > MAX_CHARACTERS) return undefined
  const tree = (await grammarOf(grammar)).parse(text, mayGoOn)
  if (!tree) return undefined
  try {
    if (tree.rootNode.hasError) return undefined
    const root = plainTree(tree, mayGoOn)
    return root && meaning(root, { source: text, grammar })
  } finally {
    tree.delete()
  }
}

function grammarNameOf(path: string): string | undefined {
  return languageOf(path)?.grammar ?? OTHERS[extname(path).toLowerCase()]
}

/** Languages whose complexity nobody counts. */
const OTHERS: Readonly<Record<string, string>> = {
  '.sh': 'bash',
  '.bash': 'bash',
  '.css': 'css',
  '.ps1': 'powershell',
}
