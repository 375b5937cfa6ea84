import { Octokit } from '@octokit/rest'
import { isPullRequest } from '@speculate-dev/embedded-github'
import { expect } from 'vitest'
import type { Toolchain } from '../../../src/config/toolchains/toolchains.ts'
import { TRIGGER_LABEL } from '../../../src/domain/issue/labels.ts'
import type { Speculate } from '../../../src/speculate.ts'
import { portOr } from '../../../src/web/port-or.ts'
import { WEBHOOK_PATH } from '../../../src/web/web-server.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { shellToolchain } from '../../fakes/agents/agent-commands.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { startApp, WEBHOOK_SECRET } from './start-app.ts'

const CI = 'on: pull_request\njobs:\n  test: { runs-on: ubuntu-latest, steps: [{ run: "true" }] }\n'
/** The one check is reported by the test: nothing runs the workflow. */
export const SETTINGS = 'verifier:\n  checks: [test]\n'

const HOST = '127.0.0.1'

/** What its agents do. */
export const FIXES = 'echo "export const fixed = true" > fixed.js'

interface Start {
  readonly toolchain?: Toolchain
  /** How often it looks at GitHub, in milliseconds. */
  readonly sweepMs?: number
  readonly databaseUrl?: string
}

export type WholeApp = Awaited<ReturnType<typeof aWholeApp>>

/** The whole app and an embedded GitHub. Unless it is told of what happens, no webhook ever arrives, and all is found by looking. */
export async function aWholeApp({ isTold = false } = {}) {
  const directory = await temporaryFolder()
  const port = isTold ? await portOr(0, HOST) : 0
  const stage = await startEmbeddedStage(
    isTold ? { webhookUrl: `http://${HOST}:${port}${WEBHOOK_PATH}`, webhookSecret: WEBHOOK_SECRET } : {},
  )
  await stage.commitToMain('.github/workflows/ci.yml', CI)
  await stage.commitToMain('.github/speculate.yml', SETTINGS)
  let app: Speculate | undefined
  const logged: string[] = []
  const advised: string[] = []
  const store = () => app?.store ?? expect.unreachable('the app has not been started')
  return {
    stage,
    directory,
    logged,
    /** What the log says is to be done. */
    advised,
    store,
    start: async ({ toolchain = shellToolchain(FIXES), ...often }: Start = {}) => {
      const log: Parameters<typeof startApp>[1]['log'] = (message, trouble) => {
        logged.push(message)
        if (trouble?.next !== undefined) advised.push(trouble.next)
      }
      app = await startApp(stage, { directory, port, toolchain, log, ...often })
    },
    stop: async () => {
      await app?.close()
      app = undefined
    },
    close: async () => {
      await app?.close()
      await stage.close()
    },
    ...whatGitHubHas(stage),
    /** The latest run of an issue of the repository that there was at the start. */
    run: (number = 1) => store().latestSpeculation({ ...stage.repository, number }),
  }
}

function whatGitHubHas(stage: EmbeddedStage) {
  const repository = () => stage.github.state.repositories[0] ?? expect.unreachable('there is no repository')
  const drafts = () => repository().issues.filter(isPullRequest)
  return {
    repository,
    drafts,
    labelledIssue: async (title = 'Fix it') => {
      const number = await stage.openIssue({ title, body: 'Do.' })
      await stage.label(number, TRIGGER_LABEL)
      return number
    },
    /** The check of every draft succeeds. */
    checksSucceed: async () => {
      for (const { pull } of drafts())
        await stage.report(pull.head.sha, { kind: 'status', name: 'test', conclusion: 'success' })
    },
    /** GitHub, asked by whoever owns the repository. */
    asOwner: async () => {
      const { token } = await stage.github.admin.createUser(stage.repository.owner)
      return new Octokit({ auth: token, baseUrl: stage.github.apiUrl })
    },
  }
}
