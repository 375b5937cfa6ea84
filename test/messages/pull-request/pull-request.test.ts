import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AttemptReport } from '../../../src/domain/candidate/attempt.ts'
import { parseCandidateBranch } from '../../../src/domain/candidate/candidate.ts'
import { commitMessage } from '../../../src/messages/pull-request/commit-message.ts'
import { candidateBody, candidateTitle } from '../../../src/messages/pull-request/pull-request.ts'
import { BRIEFS, speculation } from '../fixtures.ts'
import { hostileText } from '../hostile.ts'
import { renderLikeGitHub } from '../render-like-github.ts'

const [A] = BRIEFS
const CANDIDATE = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/
const TOOLCHAIN = /^[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?$/
const CLOSING = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\b:?\s+(?:[\w.-]+\/[\w.-]+)?#\d/i

const PATCH = { base: 'a'.repeat(40), commit: 'b'.repeat(40), files: [], insertions: 0, deletions: 0 }

const unreported = () => ({
  toolchain: 'codex',
  patch: PATCH,
  report: AttemptReport.parse({}),
  usage: { seconds: 3 },
})

describe('the pull request of a candidate', () => {
  it('has a title of its strategy and the issue', () => {
    expect(candidateTitle(speculation(), A)).toBe('fix-a: A retry charges twice')
  })

  it('says in words what it is', async () => {
    const report = AttemptReport.parse({
      rationale: 'One place for retries.\nFixes #7.',
      confidence: 0.9,
      testsAdded: ['test/client.test.ts'],
      risks: ['changes the order of log lines'],
    })
    const usage = { seconds: 182, inputTokens: 41_230, outputTokens: 2_100, modelRequests: 14, usd: 0.1234 }
    const written = { toolchain: 'codex', patch: PATCH, report, usage }
    await expect(candidateBody(speculation(), A, written)).toMatchFileSnapshot('../words/pull-request.txt')
  })

  it('shows nothing empty when the agent left no report', () => {
    const body = candidateBody(speculation(), A, unreported())
    expect(body).toContain(
      '**What the agent says about it** (self-reported; confidence not reported): nothing.\n\n**To take it over**',
    )
    expect(body).toContain('`codex` wrote it in 3 s.')
    expect(body.split('<details>')[0]).not.toMatch(/```text|Tests it says|Risks it sees|tokens/)
  })

  it('says how the patch came about where its agent did not come to its end, or left more than the patch', () => {
    const file = { path: 'a.txt', status: 'modified' as const, mode: '100644', binary: false, bytes: 9 }
    const patch = { ...PATCH, files: [{ ...file, insertions: 1, deletions: 1, lineEndings: 302 }] }
    const cutShort = { failure: 'timed-out' as const, detail: 'see @octocat, #12' }
    const body = candidateBody(speculation(), A, {
      ...unreported(),
      patch,
      cutShort,
      leftOut: ['src/__pycache__/', 'npm-debug.log', '.worktrees/x/.git'],
      tooLarge: ['dump.sqlite'],
    })
    expect(body).toContain(
      '`codex` wrote it in 3 s. The agent was stopped after 3 s, when its time was up (`see ＠octocat, ＃12`). ' +
        'The patch is what it had written by then. By-products of tools are not part of the patch: ' +
        '`src/__pycache__/` and `npm-debug.log`. Git repositories inside the work tree are no part of the patch: ' +
        '`.worktrees/x/.git`. New files that are too large are no part of the patch: `dump.sqlite`. Of 302 lines only the line ending changes; they are not counted. It is judged',
    )
  })

  it('never closes the issue, mentions anybody or leads away, also as a commit message', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const { plan, contract } = speculation()
        const checks = contract.checks.map((check) => ({ ...check, name: text }))
        const given = speculation({
          contract: { ...contract, checks },
          snapshot: { title: text, body: text, hash: 'a' },
          plan: { ...plan, invariants: [text] },
        })
        const brief = { ...A, strategy: text, constraints: [text] }
        const report = AttemptReport.parse({ rationale: text, testsAdded: [text], risks: [text] })
        const title = candidateTitle(given, brief)
        const cutShort = { failure: 'crashed' as const, detail: text }
        const body = candidateBody(given, brief, { ...unreported(), report, cutShort, leftOut: [text] })
        for (const words of [title, body]) expect(words).not.toMatch(/@[\p{L}\p{N}]|GH-\d|:\/\//iu)
        expect(title).not.toMatch(/#\d|`|\n/)
        expect(title.length).toBeLessThanOrEqual(240)
        expect(body).not.toMatch(CLOSING)
        expect(body.match(/#\d+/g)).toEqual(['#7', '#7'])
        const page = renderLikeGitHub(body)
        expect(page.elements.img).toBeUndefined()
        expect(page.links).toEqual([])
        expect(page.prose.match(/#\d+/g)).toEqual(['#7'])
      }),
    )
  })

  it('names a branch that git takes, and a commit with words of ours alone, whatever the candidate is called', () => {
    fc.assert(
      fc.property(fc.stringMatching(CANDIDATE), fc.stringMatching(TOOLCHAIN), (id, toolchain) => {
        const body = candidateBody(speculation(), { ...A, id }, unreported())
        const [, branch = ''] = /^git fetch origin (.*)$/m.exec(body) ?? []
        expect(parseCandidateBranch(branch)).toEqual({ issue: 7, run: 1, candidate: id })
        expect(branch).toMatch(/^speculate\/7\.1\/[a-z0-9-]+$/)
        const message = commitMessage(speculation(), { candidate: id, toolchain, subject: 'Retry once' })
        expect(message.split('\n').at(-2)).toBe(
          `Co-authored-by: ${toolchain} <${toolchain}@toolchains.invalid>`,
        )
        expect(message).not.toMatch(/(?<![a-z0-9])@|GH-\d/i)
        expect(message).not.toMatch(CLOSING)
      }),
    )
  })
})
