import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createAgents } from '../../../src/adapters/agents/agents.ts'
import { createAnalysis } from '../../../src/adapters/analysis/analysis.ts'
import { createWorkspace } from '../../../src/adapters/git/create-workspace.ts'
import { createRedactor } from '../../../src/adapters/redaction/create-redactor.ts'
import { redactedStore } from '../../../src/adapters/redaction/redacted-store.ts'
import type { Attempt, AttemptOutcome } from '../../../src/domain/candidate/attempt.ts'
import type { CellOutcome } from '../../../src/domain/proof/proof.ts'
import { type RunAttempt, runAttempt } from '../../../src/effects/attempt/run-attempt.ts'
import type { Store } from '../../../src/ports/store.ts'
import { sharedReading } from '../../adapters/analysis/process/shared-reading.ts'
import {
  createSampleRepository,
  plainGit,
  type SampleRepository,
} from '../../adapters/git/sample-repository.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'
import { onThisHost, shellToolchain } from '../../fakes/agents/agent-commands.ts'
import { createMemoryStore } from '../../fakes/memory-store.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

let directory: string
let sample: SampleRepository
/** A published candidate: one commit on the base. */
let candidate: string
let store: Store

beforeAll(async () => {
  directory = await temporaryFolder()
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
beforeEach(() => {
  store = redactedStore(createMemoryStore(), createRedactor())
})

const key = { speculation: aSpeculation().id, candidate: 'one', number: 2 }

/** A reviewer that is a shell script; the brief is on its standard input. */
async function reviewBy(script: string, asked?: Attempt): Promise<AttemptOutcome | undefined> {
  await store.insertSpeculation(aSpeculation({ base: { branch: 'main', commit: sample.base } }))
  if (asked?.outcome) {
    await store.insertAttempt({ ...asked, outcome: undefined, status: 'queued' })
    await store.endAttempt(asked, NOW, asked.outcome, undefined)
  }
  await store.insertAttempt({
    ...key,
    toolchain: 'reviewer',
    task: { kind: 'review', commit: candidate },
    status: 'queued',
    queuedAt: NOW,
  })
  const toolchain = shellToolchain(script)
  const context: RunAttempt = {
    store,
    workspace: createWorkspace({ dataDir: join(directory, 'data') }),
    analysis: createAnalysis({ read: sharedReading }),
    clock: { now: () => Date.parse(NOW) },
    agents: createAgents(new Map([['reviewer', toolchain]]), onThisHost),
    forgeFor: async () => ({ gitRemote: async () => ({ url: sample.url, authorization: undefined }) }),
    log: () => undefined,
  }
  await runAttempt(context, key, new AbortController().signal)
  return (await store.attempts(key.speculation)).at(-1)?.outcome
}

/** A test that `one` passes and `other` fails. */
function aDistinction(toolchain: string): Attempt {
  const all = [candidate, 'd'.repeat(40)].map((commit, at) => ({
    candidate: at === 0 ? 'one' : 'other',
    base: sample.base,
    commit,
  }))
  const cell = (id: string, outcome: CellOutcome) => ({
    state: { kind: 'candidate' as const, id },
    file: 'test/a.js',
    outcome,
  })
  return {
    speculation: key.speculation,
    candidate: 'distinction',
    number: 7,
    toolchain,
    task: { kind: 'distinguish', between: ['one', 'other'], all },
    status: 'ended',
    queuedAt: NOW,
    outcome: {
      kind: 'distinction',
      files: [{ path: 'test/a.js', text: "test('charges once')\n" }],
      ignored: [],
      cells: [
        cell('one', { kind: 'passed' }),
        cell('other', { kind: 'failed', failure: 'assertion', words: '2 is not 1' }),
      ],
      runner: 'node:test',
      usage: { seconds: 1 },
    },
  }
}

const leave = (review: unknown) =>
  `mkdir .speculate && printf '%s' '${JSON.stringify(review)}' > .speculate/review.json`

describe('a reviewer', () => {
  it('reads the patch in its brief and in its work tree, and only its review is kept', async () => {
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

  it('that copies a secret into its review does not publish it', async () => {
    const token = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`
    const outcome = await reviewBy(leave({ verdict: 'approve', summary: `see ${token}` }))
    expect(outcome).toMatchObject({ kind: 'review', review: { verdict: 'approve' } })
    expect(JSON.stringify(outcome)).not.toContain(token)
  })

  const says = { answer: 'pass' as const, quote: 'it charges once' }
  const approves = (more: object) => leave({ verdict: 'approve', ...more })

  it('is asked what the issue says of a test on which candidates differ, and not who passes it', async () => {
    const reading =
      'cat > .brief && grep -q "charges once" .brief && grep -q "issue_says" .brief && ! grep -qF "2 is not 1" .brief'
    const outcome = await reviewBy(`${reading} && ${approves({ issue_says: says })}`, aDistinction('writer'))
    expect(outcome).toMatchObject({ kind: 'review', review: { issueSays: { ...says, attempt: 7 } } })
  })

  it.each([
    ['who wrote the test itself', 'reviewer', approves({ issue_says: says })],
    ['whose answer cannot be read', 'writer', approves({ issue_says: { answer: 'maybe' } })],
    ['who gives none', 'writer', approves({})],
  ])('%s has reviewed the patch, and says nothing of the test', async (_, author, script) => {
    const outcome = await reviewBy(script, aDistinction(author))
    expect(outcome).toMatchObject({ kind: 'review', review: { verdict: 'approve' } })
    expect(outcome).not.toHaveProperty('review.issueSays')
  })

  it.each([
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
