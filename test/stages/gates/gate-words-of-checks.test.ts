import { describe, expect, it } from 'vitest'
import type { CheckVerdict } from '../../../src/domain/checks/evidence.ts'
import type { CandidateFacts, PullRequestFacts } from '../../../src/domain/forge/forge-facts.ts'
import { aPatch } from '../../builders/candidate/patch.ts'
import { aPullRequest, candidateFacts } from '../../builders/candidate/pull-request.ts'
import { aCase } from '../../builders/judgement/gate-case.ts'
import { NOW } from '../../builders/story.ts'
import { reported } from './reported-gates.ts'

/** A patch, and a commit that the forge has made of it. */
const WRITTEN = { ...aPatch('one'), tree: 'a'.repeat(40) }

const FORGES = { oid: 'e'.repeat(40), tree: WRITTEN.tree, parents: [WRITTEN.base] }

describe('words of the gates over what became of a pull request', () => {
  const events = (actor: string | undefined, ours = false) => [
    { kind: 'closed' as const, actor: 'ann', ours: false, at: NOW },
    { kind: 'reopened' as const, actor: 'ann', ours: false, at: NOW },
    { kind: 'closed' as const, actor, ours, at: NOW },
    { kind: 'drafted' as const, actor: 'ann', ours: false, at: NOW },
  ]

  it.each<[string[], Partial<PullRequestFacts>]>([
    [['conflict: conflicts with its base branch'], { mergeable: 'conflicting' }],
    [[], { mergeable: 'unknown' }],
    [
      ['head moved: was taken over: somebody changed it after it was published, its head is `ccccccc` now'],
      { head: 'c'.repeat(40) },
    ],
    [['merged: was merged by a human before the verdict'], { state: 'merged', events: events('maya') }],
    [['closed: was closed by `maya` before the verdict'], { state: 'closed', events: events('maya') }],
    [['closed: was closed before the verdict'], { state: 'closed', events: events(undefined) }],
    [['closed: was closed before the verdict'], { state: 'closed', events: [] }],
    [[], { state: 'closed', events: events('speculate[bot]', true) }],
    [[], { state: 'open', events: events('maya') }],
  ])('%j', (reasons, pullRequest) => {
    expect(reported(aCase({ facts: candidateFacts('one', aPullRequest('one', 21, pullRequest)) }))).toEqual(
      reasons,
    )
  })

  it.each<[string[], Partial<CandidateFacts>]>([
    [
      ['branch taken: could not be published: its branch already exists and holds other commits'],
      { branchHead: 'd'.repeat(40) },
    ],
    [[], { branchHead: aPatch('one').commit }],
    [[], { branchHead: undefined }],
    [[], { branchHead: FORGES.oid, branchCommit: FORGES }],
    [
      ['branch taken: could not be published: its branch already exists and holds other commits'],
      { branchHead: FORGES.oid, branchCommit: { ...FORGES, tree: 'd'.repeat(40) } },
    ],
  ])('without one: %j', (reasons, facts) => {
    expect(reported(aCase({ patch: WRITTEN, facts: { ...candidateFacts('one'), ...facts } }))).toEqual(
      reasons,
    )
  })

  it('take a commit of the forge for the patch when it holds the same tree on the same base', () => {
    const pullRequest = aPullRequest('one', 21, { head: FORGES.oid })
    const facts = (changes: Partial<PullRequestFacts>, more: Partial<CandidateFacts> = {}) =>
      aCase({
        patch: WRITTEN,
        facts: { ...candidateFacts('one', { ...pullRequest, ...changes }), ...more },
      })
    expect(reported(facts({ lastCommit: FORGES }))).toEqual([])
    expect(reported(facts({}, { branchCommit: FORGES }))).toEqual([])
    expect(reported(facts({ lastCommit: { ...FORGES, parents: [FORGES.oid] } }))).toHaveLength(1)
    expect(reported(facts({}))).toHaveLength(1)
  })
})

describe('words of the gates over required checks', () => {
  const check = (verdict: CheckVerdict['verdict'], overrides: Partial<CheckVerdict> = {}): CheckVerdict => ({
    check: 'test',
    verdict,
    reason: 'was skipped',
    ...overrides,
  })
  const judged = (...checks: CheckVerdict[]) =>
    aCase({ verification: { state: 'failed', reason: 'no', checks } })

  it.each<[string[], CheckVerdict[]]>([
    [['required check: fails `test`'], [check('failed')]],
    [['required check: fails `test`: `2 of 14`'], [check('failed', { detail: '2 of 14' })]],
    [['required check: has no result from `test`: it was skipped'], [check('unverified')]],
    [
      ['required check: has no result from `test`: it was skipped: `on drafts`'],
      [check('unverified', { detail: 'on drafts' })],
    ],
    [
      ['migration-risk: fails `test`', 'required check: fails `lint`'],
      [check('failed', { hardFail: 'migration-risk' }), check('failed', { check: 'lint' })],
    ],
    [[], [check('passed'), check('pending'), check('failed', { redOnBase: true })]],
    [['no proof: no'], [check('failed', { redOnBase: true }), check('unverified', { redOnBase: true })]],
    [[], [check('failed', { redOnBase: true }), check('passed', { redOnBase: true })]],
  ])('%j', (reasons, checks) => {
    expect(reported(judged(...checks))).toEqual(reasons)
  })
})

describe('words of the gates over a check that must fail', () => {
  const check = { check: 'test', verdict: 'failed', reason: 'passed, although', mustFail: true } as const
  const judged = (...checks: CheckVerdict[]) =>
    aCase({ verification: { state: 'failed', reason: 'no', checks } })

  it('say that no test fails only of one that was answered, and of one that fails on the base that it is blind', () => {
    expect(reported(judged(check))).toEqual([
      'required check: adds no test that fails: `test` passed, although',
    ])
    expect(reported(judged({ ...check, verdict: 'unverified', reason: 'was skipped' }))).toEqual([
      'required check: has no result from `test`: it was skipped',
    ])
    const lint = { check: 'lint', verdict: 'failed', reason: 'failed' } as const
    expect(reported(judged(lint, { ...check, redOnBase: true }))).toEqual(['no proof: no'])
    expect(reported(judged(check, { ...lint, redOnBase: true }))).toHaveLength(1)
    expect(reported(judged(lint, check))).toHaveLength(2)
  })
})
