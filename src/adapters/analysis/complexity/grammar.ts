import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { Language, Parser, type Tree } from 'web-tree-sitter'
import { limitWork } from '../process/work-limit.ts'

export interface Grammar {
  readonly language: Language
  /** Undefined when `mayGoOn` said no, or when the text is made so that reading it never ends. The caller deletes the tree. */
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
      if (isTooSlow(name, source)) return undefined
      const mayWork = limitedWork(source)
      let stopped = false
      // A parser of its own per file: one that was stopped or that failed would take its state along.
      const parser = new Parser()
      try {
        parser.setLanguage(language)
        const progressCallback = () => {
          stopped ||= !mayWork()
          return stopped || !mayGoOn()
        }
        const tree = parser.parse(source, null, { progressCallback }) ?? undefined
        if (stopped && slow.length < MAX_SLOW) slow.push({ name, source })
        return tree
      } finally {
        parser.delete()
      }
    },
  }
}

/** A text that took too long here is not tried again by others that read it for another purpose. */
const slow: { readonly name: string; readonly source: string }[] = []

const MAX_SLOW = 20

export function isTooSlow(name: string, source: string): boolean {
  return slow.some((one) => one.name === name && one.source === source)
}

/**
 * Counted in the time that the processor worked, for a busy machine is nobody's fault: a grammar reads a megabyte in a second, but for
 * texts that are nested on purpose, where it looks back from each sign to all before.
 */
function limitedWork(source: string): () => boolean {
  return limitWork(MAX_WORK_MS + source.length * MAX_WORK_MS_PER_CHARACTER)
}

const MAX_WORK_MS = 1_000
const MAX_WORK_MS_PER_CHARACTER = 0.003
