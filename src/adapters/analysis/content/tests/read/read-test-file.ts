import { grammarOf } from '../../../complexity/grammar.ts'
import { languageOf } from '../../../complexity/language-of.ts'
import { plainTree } from '../../../syntax/syntax-node.ts'
import { declareFor } from '../declare/declare-for.ts'
import type { Declare } from '../declare/declared.ts'
import type { TestFile } from '../test-file.ts'
import { testLanguageOf } from './languages.ts'
import { readTestSyntax } from './read-test-syntax.ts'
import { readTestText } from './read-test-text.ts'

/** A file whose tests nobody here can read is left out by `unknown`; one that is too much to read is reported. */
export type ReadTestFile =
  | { readonly kind: 'read'; readonly file: TestFile; readonly by: 'grammar' | 'text' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unread' }

const MAX_TEXT = 500_000

export async function readTestFile(
  path: string,
  text: string,
  { mayGoOn, by }: { mayGoOn: () => boolean; by?: 'text' },
): Promise<ReadTestFile> {
  if (text.length > MAX_TEXT || !mayGoOn()) return { kind: 'unread' }
  const language = testLanguageOf(path)
  const byText = (): ReadTestFile =>
    language ? { kind: 'read', by: 'text', file: readTestText(path, text, language) } : { kind: 'unknown' }
  const grammar = languageOf(path)?.grammar
  const declare = grammar === undefined ? undefined : declareFor(grammar)
  if (grammar === undefined || declare === undefined || by === 'text') return byText()
  try {
    return (
      (await bySyntax(path, text, { grammar, declare, mayGoOn })) ??
      (language ? byText() : { kind: 'unread' })
    )
  } catch {
    // The grammars are programs of their own, which may run out of memory.
    return { kind: 'unread' }
  }
}

interface Syntax {
  readonly grammar: string
  readonly declare: Declare
  readonly mayGoOn: () => boolean
}

/** Undefined where the grammar does not know what it reads. */
async function bySyntax(
  path: string,
  text: string,
  { grammar, declare, mayGoOn }: Syntax,
): Promise<ReadTestFile | undefined> {
  const tree = (await grammarOf(grammar)).parse(text, mayGoOn)
  if (!tree) return { kind: 'unread' }
  try {
    // Grammars lag behind their languages, and macros are not theirs: what they cannot read is judged by its words instead.
    if (tree.rootNode.hasError && grammar !== 'cpp') return undefined
    const root = plainTree(tree, mayGoOn)
    if (!root) return { kind: 'unread' }
    return { kind: 'read', by: 'grammar', file: readTestSyntax(path, text, { root, grammar, declare }) }
  } finally {
    tree.delete()
  }
}
