import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { repositoryNameOf } from '@speculate-dev/embedded-github'
import { createWorkspace } from '../../../adapters/git/create-workspace.ts'
import type { KeptSetUps } from '../../../adapters/git/workspace-set-ups.ts'
import { usersCache } from '../../../adapters/own-files.ts'
import { workspaceFolder } from '../../../app/data-folders.ts'
import type { SpeculateOptions } from '../../../app/speculate-options.ts'
import { oneLine } from '../../../messages/foreign/foreign-text.ts'
import { CommandError } from '../../command-error.ts'
import type { LayDependencies } from '../../local/prepare-checkout.ts'
import type { Progress } from '../../local/shown/progress.ts'
import { clock } from '../../local/shown/stopwatches.ts'
import { appDir } from '../../local/start-database.ts'
import type { LocalRepository } from '../read-repository.ts'
import type { ChosenSetUp } from './choose-set-up.ts'

interface Project {
  readonly options: { readonly setupCache?: boolean }
  readonly repository: LocalRepository
  readonly owner: string
  readonly setUp: ChosenSetUp
  readonly agents: SpeculateOptions['agents']
  readonly dataDir: string
  readonly progress: Progress
  readonly signal: AbortSignal
}

export interface ProjectSetUp {
  /** Undefined where nothing is kept for the next run. */
  readonly kept: KeptSetUps | undefined
  /** Throws `CommandError` where that fails: nobody could run the tests. */
  install(): Promise<void>
  readonly lay: LayDependencies
}

const TICK_MS = 1_000

/** The set-up of a local repository: run before anybody needs it, where the app finds what it has made. */
export function projectSetUp(project: Project): ProjectSetUp {
  const { repository, owner, setUp, agents, dataDir } = project
  const kept =
    project.options.setupCache === false
      ? undefined
      : { folder: join(usersCache(), 'set-ups'), project: repository.path }
  const workspace = createWorkspace({
    dataDir: workspaceFolder(appDir({ dataDir })),
    sandbox: agents.sandbox,
    keptSetUps: kept,
  })
  const asked = {
    repository: { owner, repo: repositoryNameOf(repository.path) },
    remote: { url: pathToFileURL(repository.path).href, authorization: undefined },
    base: repository.head,
    setUp: setUp.commands,
  }
  return {
    kept,
    install: () => install(project, (signal) => workspace.setUp({ ...asked, signal })),
    lay: ({ workspace: tree, home, gitDir, commit, mergedWith = repository.head, signal }) =>
      workspace.setUpFor({ ...asked, base: mergedWith, gitDir, commit, signal }, { tree, home }),
  }
}

async function install(
  { setUp, progress, signal }: Project,
  run: (signal: AbortSignal) => ReturnType<LayDependencies>,
): Promise<void> {
  if (setUp.offered !== undefined)
    progress.note(`agents find no dependencies installed; to install them first: ${setUp.offered}`)
  if (setUp.commands.length === 0) return
  const commands = setUp.commands.map(oneLine).join('; ')
  progress.note(`installing what the project needs: ${commands}`)
  const started = Date.now()
  const ticking = setInterval(() => progress.wait(`installing ${clock(Date.now() - started)}`), TICK_MS)
  const result = await run(signal).finally(() => {
    clearInterval(ticking)
    progress.wait(undefined)
  })
  if (result?.kind === 'failed')
    throw new CommandError(`the set-up failed, so no agent was started: ${oneLine(result.reason)}`)
  if (result?.takenFrom !== undefined)
    progress.note(
      `reusing the set-up of ${minute(result.takenFrom)}; --no-setup-cache installs everything anew`,
    )
}

/** In UTC. */
function minute(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`
}
