import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createRunner, isPullRequest } from '@speculate-dev/embedded-github'
import { sql } from 'kysely'
import { afterEach, expect, vi } from 'vitest'
import { openDatabase } from '../../../src/adapters/storage/database.ts'
import { TRIGGER_LABEL } from '../../../src/domain/issue/labels.ts'
import { noProcessWith, processesWith } from '../../adapters/sandbox/processes.ts'
import { inSandbox } from '../../adapters/sandbox/test-sandbox.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { shellToolchain } from '../../fakes/agents/agent-commands.ts'
import { type RunningApp, startAppProcess } from '../../kills/worlds/start-app-process.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

// Seconds on a quiet machine; only what hangs is to end here.
vi.setConfig({ testTimeout: 300_000 })

const STEPS = '[{ uses: actions/checkout@v4 }, { run: test -f fixed.js }]'
const CI = `on: pull_request\njobs:\n  test: { runs-on: ubuntu-latest, steps: ${STEPS} }\n`
const SETTINGS = 'verifier: { checks: [test] }\nspeculation: { vote_threshold: 0.5 }\n'
/** Never ends, nor does what it has started. */
const HANGS = 'trap "" TERM INT HUP; (setsid sh -c "while :; do sleep 1; done" &) ; while :; do sleep 1; done'
const FIXES = 'echo "export const fixed = true" > fixed.js'

let stage: EmbeddedStage | undefined
const apps: RunningApp[] = []
afterEach(async () => {
  for (const app of apps.splice(0)) await app.kill()
  await stage?.close()
})

inSandbox(
  'an App killed with its agents at work leaves nothing once it is started again: its run ends, no process, folder, lease or job is left',
  async () => {
    const directory = await temporaryFolder()
    stage = await startEmbeddedStage({ runner: createRunner() })
    await stage.commitToMain('.github/workflows/ci.yml', CI)
    await stage.commitToMain('.github/speculate.yml', SETTINGS)
    const issue = { ...stage.repository, number: await stage.openIssue({ title: 'Fix it', body: 'Do.' }) }
    await stage.label(issue.number, TRIGGER_LABEL)
    const place = { credentials: stage.credentials, apiUrl: stage.github.apiUrl, directory, issue }
    const start = (script: string) => {
      const app = startAppProcess({ ...place, isSandboxed: true, toolchain: shellToolchain(script) })
      apps.push(app)
      return app
    }

    const attempts = join(directory, 'workspace/attempts')
    const first = start(HANGS)
    await expect.poll(() => processesWith(attempts), { timeout: 120_000 }).not.toEqual([])
    await expect.poll(() => readdir(attempts), { timeout: 120_000 }).toHaveLength(2)
    await first.kill()
    await noProcessWith(attempts)

    const second = start(FIXES)
    await second.settled
    const [repository] = stage.github.state.repositories
    const drafts = repository?.issues.filter(isPullRequest) ?? []
    expect(drafts.filter(({ pull, state }) => state === 'open' && !pull.draft)).toHaveLength(1)
    await second.kill()
    const left = (folder: string) => readdir(join(directory, 'workspace', folder))
    expect([await left('attempts'), await left('imports')]).toEqual([[], []])
    // That of the second itself, which was killed as well.
    expect((await left('leases')).length).toBeLessThanOrEqual(1)
    expect((await left('scratch')).length).toBeLessThanOrEqual(1)
    const database = await openDatabase({ dataDir: join(directory, 'database') })
    const jobs =
      await sql`select name from pgboss.job where name = 'attempt' and state < 'completed'`.execute(
        database.kysely,
      )
    await database.close()
    expect(jobs.rows).toEqual([])
    await noProcessWith(directory)
  },
)
