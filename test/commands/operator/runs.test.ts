import { beforeAll, describe, expect, it, vi } from 'vitest'
import { createStore } from '../../../src/adapters/storage/create-store.ts'
import { openDatabase } from '../../../src/adapters/storage/database.ts'
import { createQueue } from '../../../src/adapters/storage/jobs/create-queue.ts'
import { aQueuedAttempt } from '../../builders/candidate/attempt.ts'
import { storeJudgedRun } from '../../builders/run/judged-run.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { IDS } from '../../builders/story.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { runHere } from '../run-here.ts'

// Each command opens a database.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let data: string
const runs = (...args: string[]) => runHere(['runs', ...args, '--data', data])
const idsOf = (text: string) => JSON.parse(text).runs.map(({ run }: { run: string }) => run)

/** One decided long ago, and one in which agents write that began later. */
beforeAll(async () => {
  data = await temporaryFolder()
  const database = await openDatabase({ dataDir: data })
  const queue = await createQueue(database, { onError: () => {} })
  const store = createStore(database)
  await storeJudgedRun(store)
  const issue = { owner: 'acme', repo: 'shop', number: 31 }
  const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000).toISOString()
  const run = aSpeculation({
    issue,
    startedAt: ago(600),
    snapshot: { title: 'A\u001b[2Jslow page', body: '', hash: 'f'.repeat(64) },
  })
  await store.insertSpeculation(run)
  for (const candidate of IDS)
    await store.insertAttempt(aQueuedAttempt(candidate, { speculation: run.id, queuedAt: ago(540) }))
  const [one = '', two = ''] = IDS
  await store.beginAttempt({ speculation: run.id, candidate: one, number: 1 }, ago(480))
  await store.heartbeat({ speculation: run.id, candidate: one, number: 1 }, ago(1), 'reads\nsrc/page.ts')
  const failure = {
    kind: 'failure',
    failure: 'crashed',
    detail: 'exit code 1',
    usage: { seconds: 61, usd: 0.5 },
  } as const
  await store.endAttempt({ speculation: run.id, candidate: two, number: 1 }, ago(400), failure, undefined)
  await store.setNote(
    'failed looks of acme/shop#31',
    JSON.stringify({ digest: 'd', times: 4, until: Date.now() }),
  )
  await queue.wake('acme/shop#31', 90 * 60_000)
  await queue.stop(1_000)
  await database.close()
})

describe('speculate runs', () => {
  it('tells of each how far it has come, what it waits for and what it has used', async () => {
    const { exitCode, stdout } = await runs()
    expect(exitCode).toBe(0)
    expect(
      stdout.replaceAll(/(\d+) min \d+ s/g, '$1 min').replace(/1 h (?:29|30) min/, '1 h'),
    ).toMatchSnapshot()
    expect(stdout).not.toContain('\u001b')
  })

  it('lists what is over as well when it is asked for, the last one to begin first', async () => {
    const { stdout } = await runs('--all')
    expect(stdout).toContain('acme/payments#12.1  Retry charges twice\n  started ')
    expect(stdout).toContain('  waits for a person to merge or close one\n')
    expect(stdout).toMatch(/^ {4}two {4}scripted: ✗ rejected, #22$/m)
    expect(idsOf((await runs('--all', '--json')).stdout)).toEqual(['acme/shop#31.1', 'acme/payments#12.1'])
    expect(idsOf((await runs('--all', '--limit', '1', '--json')).stdout)).toEqual(['acme/shop#31.1'])
    expect(idsOf((await runs('--all', '--repository', 'ACME/payments', '--json')).stdout)).toEqual([
      'acme/payments#12.1',
    ])
    expect(idsOf((await runs('--open', '--json')).stdout)).toEqual(['acme/shop#31.1'])
    expect(await runs('--open', '--repository', 'acme/payments')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('no such runs; '),
    })
  })

  it.each([
    [['--limit', 'many'], '--limit needs a number of runs, not "many"'],
    [['--open', '--all'], 'say --open or --all, not both'],
    [['--repository', 'acme'], 'acme is not a repository; expected OWNER/REPO'],
  ])('says of %j what is wrong', async (args, message) => {
    expect(await runs(...args)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(message) })
  })
})
