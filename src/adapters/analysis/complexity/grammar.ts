import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { Language, Parser, type Tree } from 'web-tree-sitter'

export interface Grammar {
  readonly language: Language
  /** Undefined when `mayGoOn` said no. The caller deletes the tree. */
  parse(source: string, mayGoOn: () => boolean): Tree | undefined
}

/** Each grammar is read once, when the first file needs it: they have up to 5 MB. */
export function grammarOf(name: string): Promise<Grammar> {
  const known = grammars.get(name)
  if (known) return known
  const loading = load(name)
  grammars.set(name, loading)
  return loading
}

const grammars = new Map<string, Promise<Grammar>>()
const require = createRequire(import.meta.url)
let initialized: Promise<void> | undefined

async function load(name: string): Promise<Grammar> {
  initialized ??= Parser.init()
  await initialized
  const path = require.resolve(`@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`)
  const language = await Language.load(await readFile(path))
  return {
    language,
    parse(source, mayGoOn) {
      // A parser of its own per file: one that was stopped or that failed would take its state along.
      const parser = new Parser()
      try {
        parser.setLanguage(language)
        return parser.parse(source, null, { progressCallback: () => !mayGoOn() }) ?? undefined
      } finally {
        parser.delete()
      }
    },
  }
}
