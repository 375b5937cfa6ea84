import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createAgents } from '../../../src/adapters/agents/agents.ts'
import { createAnalysis } from '../../../src/adapters/analysis/analysis.ts'
import { createWorkspace } from '../../../src/adapters/git/workspace.ts'
import { Toolchain } from '../../../src/config/toolchains/toolchains.ts'
import type { AttemptOutcome } from '../../../src/domain/candidate/attempt.ts'
import { type RunAttempt, runAttempt } from '../../../src/effects/attempt/run-attempt.ts'
import type { Store } from '../../../src/ports/store.ts'
import {
  createSampleRepository,
  plainGit,
  type SampleRepository,
  temporaryDirectory,
} from '../../adapters/git/sample-repository.ts'
import { onThisHost } from '../../fakes/agents/agent-commands.ts'
import { aSpeculation, NOW } from '../../fakes/facts.ts'
import { createMemoryStore } from '../../fakes/memory-store.ts'

let directory: string
let sample: SampleRepository
/** A published candidate: one commit on the base. */
let candidate: string
let store: Store

beforeAll(async () => {
  directory = await temporaryDirectory()
  sample = await createSampleRepository(directory)
  const tree = join(directory, 'candidate')
  await plainGit(directory, 'clone', '--quiet', sample.path, tree)
  await plainGit(tree, 'checkout', '--quiet', '-b', 'candidate', sample.base)

  await writeFile(join(tree, 'added.txt'), 'one\ntwo\nthree\n')
  await plainGit(tree, 'add', '--all')
  await plainGit(tree, '-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '-qm', 'x')
  await plainGit(tree, 'push', '--quiet', 'origin', 'candidate')
  candidate = await plainGit(tree, 'rev-parse', 'HEAD')
})
afterAll(() => rm(directory, { recursive: true, force: true }))
beforeEach(() => {
  store = createMemoryStore()
})

const key = { speculation: aSpeculation().id, candidate: 'one', number: 2 }

/** A reviewer that is a shell script; the brief is on its standard input. */
async function reviewBy(script: string): Promise<AttemptOutcome | undefined> {
  await store.insertSpeculation(aSpeculation({ base: { branch: 'main', commit: sample.base } }))
  await store.insertAttempt({
    ...key,
    toolchain: 'reviewer',
    reviewOf: candidate,
    status: 'queued',
    queuedAt: NOW,
  })
  const toolchain = Toolchain.parse({ kind: 'command', command: ['sh', '-c', script] })
  const context: RunAttempt = {
    store,
    workspace: createWorkspace({ dataDir: join(directory, 'data') }),
    analysis: createAnalysis(),
    clock: { now: () => Date.parse(NOW) },
    agents: createAgents(new Map([['reviewer', toolchain]]), onThisHost),
    forgeFor: async () => ({ gitRemote: async () => ({ url: sample.url, authorization: undefined }) }),
    log: () => undefined,
  }
  await runAttempt(context, key, new AbortController().signal)
  return (await store.attempts(key.speculation))[0]?.outcome
}

const leave = (review: unknown) =>
  `mkdir .speculate && printf '%s' '${JSON.stringify(review)}' > .speculate/review.json`

describe('a reviewer', () => {
  test('reads the patch in its brief and in its work tree, and only its review is kept', async () => {
    const findings = [
      { path: 'added.txt', line: 2, text: 'two is wrong' },
      { path: 'added.txt', line: 9, text: 'there is no such line' },
      { path: 'elsewhere.txt', text: 'forgotten' },
    ]
    const reading = 'cat > .brief && grep -q "^+two$" .brief && test "$(sed -n 2p added.txt)" = two'
    const review = { verdict: 'request_changes', summary: 'Half of it.', findings }
    const outcome = await reviewBy(`${reading} && echo changed > added.txt && ${leave(review)}`)
    expect(outcome).toMatchObject({
      kind: 'review',
      review: {
        ...review,
        commit: candidate,
        findings: findings.map((finding, n) => ({ ...finding, onLine: n === 0 })),
      },
    })
    expect(await store.bundle(key)).toBeUndefined()
  })

  test('that copies a secret into its review does not publish it', async () => {
    const token = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`
    const outcome = await reviewBy(leave({ verdict: 'approve', summary: `see ${token}` }))
    expect(outcome).toMatchObject({ kind: 'review', review: { verdict: 'approve' } })
    expect(JSON.stringify(outcome)).not.toContain(token)
  })

  test.each([
    ['nothing', 'true', 'no-changes', 'it left no .speculate/review.json'],
    ['something else', leave({ verdict: 'LGTM' }), 'no-changes', 'verdict'],
    ['an error', 'exit 4', 'crashed', 'exit code 4'],
  ])('that leaves %s has not reviewed it', async (_, script, failure, why) => {
    expect(await reviewBy(script)).toMatchObject({
      kind: 'failure',
      failure,
      detail: expect.stringContaining(why),
    })
  })
})
