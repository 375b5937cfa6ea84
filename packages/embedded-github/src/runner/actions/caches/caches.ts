import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Repository } from '../../../model.ts'
import type { RunFacts } from '../../start/run-facts.ts'
import { type CacheStore, createCacheStore } from './cache-store.ts'

/**
 * The caches of a run. All read what the base has written, and only runs of the base write there: the rehearsal of a commit and pushes to the
 * default branch. Any other run keeps its own apart, for its pull request or branch alone, and no longer than the runner lives: what a pull
 * request writes is never read by what judges another one.
 */
export interface RunCaches {
  /** In the order in which they are looked through. */
  readonly read: readonly CacheStore[]
  readonly write: CacheStore
}

export interface Caches {
  ofRun(repository: Repository, facts: RunFacts): Promise<RunCaches>
  close(): Promise<void>
}

/** Without a folder those of the base go with the runner as well. */
export function createCaches(folder: string | undefined): Caches {
  let own: Promise<string> | undefined
  const ownFolder = () => {
    own ??= mkdtemp(join(tmpdir(), 'embedded-github-caches-'))
    return own
  }
  return {
    async ofRun(repository, facts) {
      const name = hashOf(`${repository.owner}/${repository.name}`.toLowerCase())
      const base = createCacheStore(join(folder ?? (await ownFolder()), `base-${name}`))
      const scope = scopeOf(repository, facts)
      if (scope === undefined) return { read: [base], write: base }
      const write = createCacheStore(join(await ownFolder(), `own-${name}-${hashOf(scope)}`))
      return { read: [write, base], write }
    },
    async close() {
      if (own) await rm(await own, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

/** Undefined for the base itself. */
function scopeOf({ defaultBranch }: Repository, facts: RunFacts): string | undefined {
  if (facts.event === 'pull_request') return facts.isRehearsal ? undefined : `pull ${facts.number}`
  return facts.head.ref === defaultBranch ? undefined : `branch ${facts.head.ref}`
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
