import { messageOf, systemClock } from '@speculate-dev/system'
import { packagesFolder } from '../../adapters/agents/program/packages-folder.ts'
import { startMeasuring } from '../../adapters/analysis/process/start-measuring.ts'
import { deriveReach } from '../../adapters/analysis/reach/derive-reach.ts'
import { touchedJudges } from '../../adapters/analysis/reach/touched/touched-judges.ts'
import { createWorkspace } from '../../adapters/git/create-workspace.ts'
import {
  createInstallations,
  type Installations,
} from '../../adapters/github/connection/installations/installations.ts'
import { redactedStore } from '../../adapters/redaction/redacted-store.ts'
import { redactorOfServer } from '../../adapters/redaction/redactor-of-server.ts'
import { allOrNothing } from '../../adapters/storage/all-or-nothing.ts'
import { workspaceFolder } from '../../app/data-folders.ts'
import { readToolchains } from '../../app/server-of-role.ts'
import type { RepositoryRef } from '../../domain/issue/issue.ts'
import { count } from '../../messages/numbers.ts'
import { ForgeError } from '../../ports/forge-errors.ts'
import type { Store } from '../../ports/store.ts'
import { actAsApp } from '../act-as-app.ts'
import type { ExitCode } from '../command-error.ts'
import { withNewStore } from '../log/with-store.ts'
import { repositoryArgument } from '../repository-argument.ts'
import { foundRuns } from './found-runs.ts'
import { type RestoreContext, type Restored, restoreRun } from './restore-run.ts'

export interface RebuildOptions {
  readonly dryRun?: boolean
  readonly json?: boolean
  readonly data?: string
}

interface RestoredRepository {
  readonly repository: string
  readonly runs: readonly Restored[]
  /** Why it could not be read to its end. */
  readonly failure?: string
}

/** Writes back into the database what GitHub still shows of runs. Answers 1 where a repository could not be read. */
export async function rebuild(
  named: readonly string[],
  { dryRun = false, json, data }: RebuildOptions,
): Promise<ExitCode> {
  const wanted = named.map(repositoryArgument)
  const app = openApp()
  return withNewStore<ExitCode>(
    data,
    async ({ store, database }) => {
      const redacted = (one: Store) => redactedStore(one, app.redactor)
      const analysis = startMeasuring({ isHeldIn: app.redactor.isHeldIn })
      try {
        const repositories = wanted.length > 0 ? wanted : await app.installations.repositories()
        const found: RestoredRepository[] = []
        for (const repository of repositories) {
          const context = contextOf(app, {
            store: redacted(store),
            atOnce: (work) => allOrNothing(database, (inside) => work(redacted(inside))),
            analysis,
            isDry: dryRun,
          })
          found.push(await restoreRepository(repository, app.installations, context))
        }
        process.stdout.write(
          json ? `${JSON.stringify({ dryRun, repositories: found }, null, 2)}\n` : textOf(found, dryRun),
        )
        return found.some(({ failure }) => failure !== undefined) ? 1 : 0
      } finally {
        await analysis.close()
      }
    },
    'the server that is running has the embedded database open: stop it, then rebuild',
  )
}

function openApp() {
  return actAsApp('rebuild', (environment) => {
    const { APP_ID, PRIVATE_KEY, GITHUB_API_URL, TOOLCHAINS_FILE, TOOLCHAINS_DIR, DATA_DIR } = environment
    const { toolchains, ceilings } = readToolchains(TOOLCHAINS_FILE)
    const redactor = redactorOfServer({
      own: [PRIVATE_KEY],
      toolchains: toolchains.values(),
      dataDir: DATA_DIR,
      packages: packagesFolder(TOOLCHAINS_DIR),
    })
    const installations = createInstallations(
      { appId: APP_ID, privateKey: PRIVATE_KEY },
      { baseUrl: GITHUB_API_URL, pacing: 'github', onToken: redactor.holdToken },
    )
    const workspace = createWorkspace({ dataDir: workspaceFolder(DATA_DIR) })
    return { installations, workspace, redactor, toolchains: [...toolchains.keys()], ceilings }
  })
}

type App = ReturnType<typeof openApp>

interface Given extends Pick<RestoreContext, 'atOnce' | 'isDry'> {
  readonly store: Store
  readonly analysis: ReturnType<typeof startMeasuring>
}

function contextOf(
  app: App,
  { store, atOnce, analysis, isDry }: Given,
): Omit<RestoreContext, 'sources'> & {
  readonly sources: Omit<RestoreContext['sources'], 'forge'>
} {
  const { workspace, installations, toolchains, ceilings } = app
  const common = { store, clock: systemClock }
  const log = (message: string) => process.stderr.write(`${app.redactor.text(message)}\n`)
  return {
    isDry,
    atOnce,
    sources: { ...common, deriveReach, touchedJudges, toolchains, ceilings },
    measuring: {
      ...{ ...common, workspace, analysis, log },
      agents: { agent: () => undefined },
      forgeFor: installations.forgeFor,
    },
  }
}

async function restoreRepository(
  repository: RepositoryRef,
  installations: Pick<Installations, 'ownWork' | 'forgeFor'>,
  context: ReturnType<typeof contextOf>,
): Promise<RestoredRepository> {
  const name = `${repository.owner}/${repository.repo}`
  const runs: Restored[] = []
  try {
    const found = foundRuns(repository, await installations.ownWork(repository))
    const forge = await installations.forgeFor(repository)
    for (const [place, run] of found.entries()) {
      const isLatest = found[place + 1]?.issue.number !== run.issue.number
      runs.push(await restoreRun(run, isLatest, { ...context, sources: { ...context.sources, forge } }))
    }
    return { repository: name, runs }
  } catch (error) {
    if (!(error instanceof ForgeError)) throw error
    return { repository: name, runs, failure: messageOf(error) }
  }
}

const LOST = `Not restored: transcripts, costs, what agents said of their patches, the log from before, how verdicts turned out, which tests
the winner lacks, and what commands had asked for: pull requests that were entered, and strategies that were added and have no draft yet.
Only /speculate hold and /speculate cancel are heard again, where a run goes on.
`

function textOf(found: readonly RestoredRepository[], isDry: boolean): string {
  const lines = found.flatMap(({ repository, runs, failure }) => [
    ...runs.map(({ run, says }) => `${run}: ${says}`),
    ...(failure === undefined ? [] : [`${repository}: could not be read to its end: ${failure}`]),
  ])
  const many = found.reduce((sum, { runs }) => sum + runs.length, 0)
  const end = isDry
    ? 'Nothing was written: this was a dry run'
    : `${count(many, 'run')} of ${count(found.length, 'repository', 'repositories')}`
  return `${[...lines, end].join('\n')}\n${many > 0 ? LOST : ''}`
}
