import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Evaluation, ExpressionError, MissingHash } from '@speculate-dev/workflows'
import { createGlob } from '../files/create-glob.ts'

/** What is made of a step's expressions. */
export type Evaluate = <T>(evaluation: Evaluation, evaluate: (evaluation: Evaluation) => T) => Promise<T>

/** Knows the hashes of files that one step has asked for. */
export function createEvaluate(workspace: string): Evaluate {
  const known = new Map<string, string>()
  return (evaluation, evaluate) => withHashes({ workspace, known, evaluation }, evaluate)
}

interface Hashes {
  readonly workspace: string
  readonly known: Map<string, string>
  readonly evaluation: Evaluation
}

/** Computing a hash takes time, and an expression is evaluated at once: so it is evaluated again for each that it asks for. */
async function withHashes<T>(
  { workspace, known, evaluation }: Hashes,
  evaluate: (evaluation: Evaluation) => T,
): Promise<T> {
  const hashFiles = (patterns: readonly string[]) => {
    const hash = known.get(JSON.stringify(patterns))
    if (hash === undefined) throw new MissingHash(patterns)
    return hash
  }
  for (;;) {
    try {
      return evaluate({ ...evaluation, hashFiles })
    } catch (error) {
      if (!(error instanceof MissingHash)) throw error
      if (known.size === MAX_HASHES) throw new ExpressionError('a step asks for too many hashes of files')
      known.set(JSON.stringify(error.patterns), await hashOf(workspace, error.patterns))
    }
  }
}

const MAX_HASHES = 50
const MAX_ENTRIES = 200_000

/**
 * docs.github.com, "hashFiles": the SHA-256 of the SHA-256 of each matching file of the workspace; empty where none matches. Links are not
 * followed, as by the default of `@actions/glob`.
 */
async function hashOf(workspace: string, patterns: readonly string[]): Promise<string> {
  const isMatch = createGlob(patterns.map((pattern) => pattern.replace(`${workspace}/`, '')))
  const whole = createHash('sha256')
  let found = 0
  for await (const path of filesIn(workspace)) {
    if (!isMatch(path)) continue
    found += 1
    const one = createHash('sha256')
    await pipeline(createReadStream(join(workspace, path)), one)
    whole.update(one.digest())
  }
  return found === 0 ? '' : whole.digest('hex')
}

/** Paths of plain files, folder by folder in the order of their names. */
async function* filesIn(workspace: string): AsyncGenerator<string> {
  const waiting = ['']
  let seen = 0
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const entries = await readdir(join(workspace, folder), { withFileTypes: true }).catch(() => [])
    seen += entries.length
    if (seen > MAX_ENTRIES) throw new ExpressionError('`hashFiles()` finds too many files to look at')
    const sorted = entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))
    for (const entry of sorted) if (entry.isFile()) yield join(folder, entry.name)
    const folders = sorted.filter((entry) => entry.isDirectory() && entry.name !== '.git')
    waiting.push(...folders.map(({ name }) => join(folder, name)).toReversed())
  }
}
