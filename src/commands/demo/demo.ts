import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { holdLock, prepareGitStarter } from '@speculate-dev/system'
import { DatabaseInUse } from '../../adapters/storage/pglite-directory.ts'
import { usersNode } from '../../adapters/users-path.ts'
import type { Scenario } from '../../sample/scenarios.ts'
import { CommandError, type ExitCode } from '../command-error.ts'
import { loadLocal } from '../load-local.ts'
import { readIdentity } from '../local/identity.ts'
import { startDatabase } from '../local/start-database.ts'
import { RUN_LOCK } from '../try/clean/run-lock.ts'

export interface DemoOptions {
  readonly scenario: Scenario
  /** Real agents in front of a scripted model, in rank order. */
  readonly toolchain?: readonly string[]
  readonly keep?: boolean
  readonly data?: string
  readonly json?: boolean
}

/** Answers 0 only if the run ended on GitHub as the scenario says. Leaves nothing behind without `--keep` or `--data`. */
export async function demo(options: DemoOptions, signal: AbortSignal): Promise<ExitCode> {
  refuseTooMany(options)
  const dataDir = options.data === undefined ? await temporaryFolder() : resolve(options.data)
  const lock = options.data === undefined ? holdLock(join(dataDir, RUN_LOCK)) : undefined
  const database = startDatabase(dataDir)
  // Nothing is touched in a folder that another demo is at work in.
  const identity = database.isUnderWay.then(() => readIdentity(dataDir))
  // Whoever awaits it hears of a failure; until then it must not count as unhandled.
  identity.catch(() => undefined)
  try {
    await database.isUnderWay.catch((error: unknown) => {
      if (error instanceof DatabaseInUse) throw new CommandError(inUse(dataDir))
      throw error
    })
    signal.throwIfAborted()
    // They work beside this process as well, which is about to be busy with loading the rest.
    prepareGitStarter()
    void usersNode()
    const { runDemo } = await loadLocal('demo', () => import('./run-demo.ts'))
    return await runDemo({ options, dataDir, database, identity, signal })
  } finally {
    await Promise.allSettled([identity, database.leave()])
    lock?.release()
    if (options.data === undefined) await rm(dataDir, { recursive: true, force: true })
  }
}

/** Every sample issue names three candidates. */
const CANDIDATES = 3

function refuseTooMany({ toolchain = [] }: DemoOptions): void {
  if (toolchain.length <= CANDIDATES) return
  const named = `${toolchain.length} agents are named (${toolchain.join(', ')})`
  throw new CommandError(
    `${named}, and the sample's issues have ${CANDIDATES} candidates, one for each agent`,
  )
}

function inUse(dataDir: string): string {
  return `a demo that has not ended, or another process, is using ${dataDir}: end it, or name another folder with --data`
}

function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'speculate-demo-'))
}
