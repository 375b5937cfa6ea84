import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Attempt } from '../../../src/domain/candidate/attempt.ts'
import type { CellOutcome } from '../../../src/domain/proof/proof.ts'
import { plainGit } from '../../adapters/git/sample-repository.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'
import { askingScripts, expectFailure, leaving } from './asking-scripts.ts'

let asking: Awaited<ReturnType<typeof askingScripts>>
/** A published candidate: one commit on the base. */
let candidate: string

beforeAll(async () => {
  asking = await askingScripts()
  const { directory, sample } = asking
  const tree = join(directory, 'candidate')
  await plainGit(directory, 'clone', '--quiet', sample.path, tree)
  await plainGit(tree, 'checkout', '--quiet', '-b', 'candidate', sample.base)

  await writeFile(join(tree, 'added.txt'), 'one\ntwo\nthree\n')
  await plainGit(tree, 'add', '--all')
  await plainGit(tree, '-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '-qm', 'x')
  await plainGit(tree, 'push', '--quiet', 'origin', 'candidate')
  candidate = await plainGit(tree, 'rev-parse', 'HEAD')
})

const reviewBy = (script: string, before?: Attempt) =>
  asking.ask(script, { candidate: 'one', number: 2, task: { kind: 'review', commit: candidate }, before })

/** A test that `one` passes and `other` fails. */
function aDistinction(toolchain: string): Attempt {
  const all = [candidate, 'd'.repeat(40)].map((commit, at) => ({
    candidate: at === 0 ? 'one' : 'other',
    base: asking.sample.base,
    commit,
  }))
  const cell = (id: string, outcome: CellOutcome) => ({
    state: { kind: 'candidate' as const, id },
    file: 'test/a.js',
    outcome,
  })
  return {
    speculation: aSpeculation().id,
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

const leave = (review: unknown) => leaving('review.json', review)

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
    ['who wrote the test itself', 'thinker', approves({ issue_says: says })],
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
    expectFailure(await reviewBy(script), failure, why)
  })
})
