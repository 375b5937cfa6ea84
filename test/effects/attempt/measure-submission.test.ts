import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { createAnalysis } from '../../../src/adapters/analysis/analysis.ts'
import { createWorkspace } from '../../../src/adapters/git/create-workspace.ts'
import type { Command } from '../../../src/domain/issue/command.ts'
import { runAttempt } from '../../../src/effects/attempt/run-attempt.ts'
import { sharedReading } from '../../adapters/analysis/process/shared-reading.ts'
import {
  createSampleRepository,
  plainGit,
  type SampleRepository,
  writeFiles,
} from '../../adapters/git/sample-repository.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'
import { createFakeForge } from '../../fakes/forge/fake-forge.ts'
import { createMemoryStore } from '../../fakes/memory-store.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

let directory: string
let sample: SampleRepository
let head: string

beforeAll(async () => {
  directory = await temporaryFolder()
  sample = await createSampleRepository(directory)
  const clone = join(directory, 'clone')
  await plainGit(directory, 'clone', '--quiet', sample.path, clone)
  await writeFiles(clone, {
    'src/retry.js': 'export const retry = (n) => (n > 3 ? n : 3)\n',
    'key.txt': `ghp_${'a1B2c3D4e5F6'.repeat(3)}\n`,
  })
  await plainGit(clone, 'add', '--all')
  await plainGit(clone, 'commit', '--quiet', '-m', 'x')
  await plainGit(clone, 'push', '--quiet', 'origin', 'HEAD:refs/heads/mine')
  head = await plainGit(clone, 'rev-parse', 'HEAD')
})

it('a pull request that was entered is read and measured like a patch, and no agent runs', async () => {
  const store = createMemoryStore()
  const entry = { pullRequest: 7, commit: head, tip: sample.base }
  const command: Command = {
    comment: 1,
    by: 'maya',
    role: 'write',
    at: NOW,
    answeredAt: NOW,
    line: '/speculate enter #7',
    answer: { kind: 'entered', author: 'sam', ...entry },
  }
  const speculation = aSpeculation({ base: { branch: 'main', commit: sample.base }, commands: [command] })
  await store.insertSpeculation(speculation)
  const key = { speculation: speculation.id, candidate: 'pr-7', number: 1 }
  const attempt = {
    ...key,
    toolchain: 'pull-request',
    task: { kind: 'read' as const, ...entry },
    queuedAt: NOW,
  }
  await store.insertAttempt({ ...attempt, status: 'queued' })
  const { forge } = createFakeForge()
  await runAttempt(
    {
      store,
      workspace: createWorkspace({ dataDir: join(directory, 'data') }),
      analysis: createAnalysis({ read: sharedReading }),
      clock: { now: () => Date.parse(NOW) },
      agents: { agent: () => undefined },
      forgeFor: async () => ({
        ...forge,
        gitRemote: async () => ({ url: sample.url, authorization: undefined }),
      }),
      log: () => undefined,
    },
    key,
    new AbortController().signal,
  )
  const [ended] = await store.attempts(speculation.id)
  expect(ended?.outcome).toMatchObject({
    kind: 'patch',
    patch: { base: sample.base, commit: head, files: [{ path: 'key.txt' }, { path: 'src/retry.js' }] },
    report: { rationale: '', testsAdded: [], risks: [] },
    usage: { seconds: 0 },
    measures: { findings: [{ path: 'key.txt' }] },
  })
  expect(JSON.stringify(ended)).not.toContain('a1B2c3D4')
  expect(await store.bundle(key)).toBeUndefined()
})
