import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createStore } from '../../../src/adapters/storage/create-store.ts'
import { openDatabase } from '../../../src/adapters/storage/database.ts'
import type { ExitCode } from '../../../src/commands/command-error.ts'
import { type PushOptions, pushAudit } from '../../../src/commands/log/push-audit.ts'
import type { Store } from '../../../src/ports/store.ts'
import { storeJudgedRun } from '../../builders/run/judged-run.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { runHere } from '../run-here.ts'

// Each command opens a database, some in a process of their own, and keeps to GitHub's limit of one write a second.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const BRANCH = 'speculate-audit'
const EVENT = { at: '2026-05-05T12:00:00.000Z', kind: 'evidence', payload: { a: 1 } }
let root: string
let stage: EmbeddedStage
const data = (name = 'data') => join(root, name)

beforeAll(async () => {
  root = await temporaryFolder()
  stage = await startEmbeddedStage()
  const { admin } = stage.github
  const directory = await temporaryFolder()
  await admin.createRepository({ owner: 'beta', name: 'shop', source: { directory } })
  await admin.installApp(stage.credentials.appId, 'beta', ['shop'])
  await withStore('data', async (store) => {
    await storeJudgedRun(store, 1)
    await store.appendAudit('beta/shop#3.1', EVENT)
  })
})
afterAll(async () => {
  await stage.close()
})

describe('audit push', () => {
  it('puts each log on the branch of its own repository, as export writes it, and only once', async () => {
    const first = await speculate('push', '--all')
    expect([first.exitCode, first.stdout.split('\n')]).toEqual([
      0,
      [
        expect.stringMatching(
          /^acme\/payments#12\.1: added to speculate-audit of acme\/payments with commit /,
        ),
        expect.stringMatching(/^beta\/shop#3\.1: added to speculate-audit of beta\/shop with commit /),
      ],
    ])
    expect((await git('beta/shop', 'ls-tree', '-r', '--name-only', BRANCH)).stdout).toBe(
      '.nwave/speculative/beta.shop.3.1/audit.jsonl',
    )
    await speculate('export', '--run', 'acme/payments#12.1', '--root', '.')
    const step = '.nwave/speculative/acme.payments.12.1'
    for (const name of ['audit.jsonl', 'traces.jsonl']) {
      const pushed = await git('acme/payments', 'show', `${BRANCH}:${step}/${name}`)
      expect(`${pushed.stdout}\n`).toBe(await readFile(join(root, step, name), 'utf8'))
    }
    const log = await git('acme/payments', 'log', '--format=%an|%s|%P', BRANCH)
    expect(log.stdout).toBe('speculate[bot]|Add the log of acme.payments.12.1 [skip ci]|')

    const again = await speculate('push', 'acme/payments#12', '--json')
    expect([again.exitCode, JSON.parse(again.stdout)]).toEqual([
      0,
      {
        branch: BRANCH,
        runs: [
          {
            run: 'acme/payments#12.1',
            repository: 'acme/payments',
            kind: 'unchanged',
            commit: (await git('acme/payments', 'rev-parse', BRANCH)).stdout,
          },
        ],
      },
    ])
  })

  it('adds what a run says later, and tells of each log that it could not add', async () => {
    const run = 'beta/shop#3.1'
    await withStore('data', (store) => store.appendAudit(run, { ...EVENT, payload: { a: 2 } }))
    expect(await push([run], {})).toEqual([
      0,
      expect.stringMatching(/^beta\/shop#3\.1: added to speculate-audit of beta\/shop with commit /),
    ])
    await withStore('other', async (store) => {
      for (const each of ['gone/x#1.1', run]) await store.appendAudit(each, { ...EVENT, payload: { a: 9 } })
    })
    expect(await push([], { all: true, data: data('other') })).toEqual([
      1,
      [
        `${run}: not added to speculate-audit of beta/shop: line 1 of .nwave/speculative/beta.shop.3.1/audit.jsonl on the branch is not what the log says here`,
        'gone/x#1.1: not added to speculate-audit of gone/x: the App is not installed there, or may not write to it',
        '',
      ].join('\n'),
    ])
  })

  it.each([
    [['acme/payments#99.1'], {}, 'there is no log of acme/payments#99.1 in this database'],
    [['acme/payments#12.1'], { branch: '../main' }, '../main cannot be a branch'],
    [['acme/payments#12.1'], { all: true }, 'name the runs whose logs are to be pushed, or all of them'],
    [[], {}, 'name the runs whose logs are to be pushed, or all of them'],
  ])('says of %j with %j what is wrong', async (runs, options, message) => {
    await expect(push(runs, options)).rejects.toThrow(message)
  })

  it('asks for what it needs to act as the App, and for nothing else', async () => {
    const { exitCode, stdout, stderr } = await speculateIn({ APP_ID: '', PRIVATE_KEY: '' }, 'push', '--all')
    expect([exitCode, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(
      /act as the App[\s\S]*APP_ID is missing[\s\S]*PRIVATE_KEY or PRIVATE_KEY_PATH is missing/,
    )
    expect(stderr).not.toContain('WEBHOOK_SECRET')
  })
})

/** The command in this process: its exit code, and what it prints. */
async function push(
  runs: readonly string[],
  options: Partial<PushOptions>,
): Promise<readonly [ExitCode, string]> {
  for (const [name, value] of Object.entries(environment())) vi.stubEnv(name, value)
  const print = vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
  try {
    const exitCode = await pushAudit(runs, { branch: BRANCH, data: data(), ...options })
    return [exitCode, print.mock.calls.map(([text]) => text).join('')]
  } finally {
    print.mockRestore()
    vi.unstubAllEnvs()
  }
}

function speculate(...args: string[]) {
  return speculateIn({}, ...args)
}

function speculateIn(overrides: Record<string, string>, ...args: string[]) {
  const env = { ...environment(), ...overrides }
  return runHere(['audit', ...args], { cwd: root, env })
}

function environment(): Record<string, string> {
  const { appId, privateKey } = stage.credentials
  return {
    DEBUG: '',
    DATA_DIR: data(),
    DATABASE_URL: '',
    APP_ID: String(appId),
    PRIVATE_KEY: privateKey,
    PRIVATE_KEY_PATH: '',
    WEBHOOK_SECRET: '',
    GITHUB_API_URL: stage.github.apiUrl,
  }
}

async function withStore(name: string, work: (store: Store) => Promise<unknown>): Promise<void> {
  const database = await openDatabase({ dataDir: data(name) })
  try {
    await work(createStore(database))
  } finally {
    await database.close()
  }
}

function git(fullName: string, ...args: string[]) {
  const repository = stage.github.state.repositories.find(
    ({ owner, name }) => `${owner}/${name}` === fullName,
  )
  if (!repository) throw new Error(`there is no ${fullName}`)
  return execa('git', ['--git-dir', stage.github.context.git(repository).directory, ...args])
}
