import { pathToFileURL } from 'node:url'
import { repositoryNameOf } from '@speculate-dev/embedded-github'
import { createWorkspace } from '../../../adapters/git/create-workspace.ts'
import { oneLine } from '../../../messages/foreign/foreign-text.ts'
import { type SpeculateOptions, workspaceFolder } from '../../../speculate.ts'
import { CommandError } from '../../command-error.ts'
import type { Progress } from '../../local/progress.ts'
import { appDir } from '../../local/start-local.ts'
import { clock } from '../../local/stopwatches.ts'
import type { LocalRepository } from '../read-repository.ts'
import type { ChosenSetUp } from './choose-set-up.ts'

interface Installation {
  readonly repository: LocalRepository
  readonly owner: string
  readonly setUp: ChosenSetUp
  readonly agents: SpeculateOptions['agents']
  readonly dataDir: string
  readonly progress: Progress
  readonly signal: AbortSignal
}

const TICK_MS = 1_000

/** Runs the set-up where the app finds what it has made. Throws `CommandError` where it fails: nobody could run the tests. */
export async function installOnce(installation: Installation): Promise<void> {
  const { repository, owner, setUp, agents, dataDir, progress, signal } = installation
  if (setUp.hint !== undefined) progress.note(setUp.hint)
  if (setUp.commands.length === 0) return
  progress.note(`installing what the project needs: ${setUp.commands.map(oneLine).join('; ')}`)
  const workspace = createWorkspace({
    dataDir: workspaceFolder(appDir({ dataDir })),
    sandbox: agents.sandbox,
  })
  const started = Date.now()
  const ticking = setInterval(() => progress.wait(`installing ${clock(Date.now() - started)}`), TICK_MS)
  const result = await workspace
    .setUp({
      repository: { owner, repo: repositoryNameOf(repository.path) },
      remote: { url: pathToFileURL(repository.path).href, authorization: undefined },
      base: repository.head,
      setUp: setUp.commands,
      signal,
    })
    .finally(() => {
      clearInterval(ticking)
      progress.wait(undefined)
    })
  if (result?.kind === 'failed')
    throw new CommandError(`the set-up failed, so nobody was started: ${oneLine(result.reason)}`)
}
