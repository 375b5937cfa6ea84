import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type EmbeddedGitHub, startEmbeddedGitHub } from '../embedded-github.ts'
import { createPages } from '../pages/create-pages.ts'
import { createRunner } from '../runner/create-runner.ts'
import { describe } from './describe.ts'
import { furnish } from './furnish.ts'
import { UsageError } from './usage-error.ts'

export interface ServeOptions {
  readonly port?: number
  readonly data?: string
  readonly repository?: string
  readonly user: string
  readonly manifest?: string
  readonly webhookUrl?: string
  readonly workflows: boolean
  readonly json?: boolean
}

/** Serves until the signal aborts; then only the folder of `--data` remains. */
export async function serve(options: ServeOptions, signal: AbortSignal): Promise<void> {
  const dataDir =
    options.data === undefined ? await mkdtemp(join(tmpdir(), 'embedded-github-')) : resolve(options.data)
  try {
    const github = await start(options, dataDir)
    try {
      const furnished = await furnish(github, options, dataDir)
      process.stdout.write(options.json ? `${JSON.stringify(furnished, null, 2)}\n` : describe(furnished))
      if (!signal.aborted) await once(signal, 'abort')
    } finally {
      await github.close()
    }
  } finally {
    if (options.data === undefined) await rm(dataDir, { recursive: true, force: true })
  }
}

async function start({ port = 0, user, workflows }: ServeOptions, dataDir: string): Promise<EmbeddedGitHub> {
  try {
    return await startEmbeddedGitHub({
      dataDir,
      port,
      pages: (context) => createPages(context, { person: user }),
      ...(workflows && { runner: createRunner() }),
    })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    throw new UsageError(`another program listens on port ${port}: name another one with --port`)
  }
}
