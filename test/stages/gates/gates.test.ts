import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Settings } from '../../../src/domain/settings.ts'
import type { GateCase } from '../../../src/stages/gates/gate-case.ts'
import { guardPatch, trippedGates } from '../../../src/stages/gates/gates.ts'
import { verify } from '../../../src/stages/verify/verify.ts'
import { aFile, aPatch } from '../../builders/candidate/patch.ts'
import { aPullRequest, candidateFacts } from '../../builders/candidate/pull-request.ts'
import { aCheckRun } from '../../builders/checks/check-run.ts'
import { aCheck } from '../../builders/checks/required-check.ts'
import { aCase } from '../../builders/judgement/gate-case.ts'
import { someMeasures } from '../../builders/judgement/measures.ts'
import { NOW } from '../../builders/story.ts'

const withFiles = (...files: ReturnType<typeof aFile>[]) => aCase({ patch: aPatch('one', files) })
const gatesOf = (candidate: GateCase) => trippedGates(candidate).map((result) => result.gate)

describe('guardPatch', () => {
  it('lets an ordinary patch through', () => {
    expect(guardPatch(withFiles(aFile('src/client.js'), aFile('test/client.test.js')))).toEqual([])
  })

  it.each([
    '.github/workflows/ci.yml',
    '.github/speculate.yml',
    '.GitHub/workflows/ci.yml',
    '.ｇithub/workflows/ci.yml',
    '.git\u200Bhub/workflows/ci.yml',
    '.github ./workflows/ci.yml',
    '.github',
    'CODEOWNERS',
    'docs/CODEOWNERS',
    'AGENTS.md',
    'packages/a/CLAUDE.md',
    '.claude/settings.json',
    'sub/.claude/hooks/run.sh',
    '.mcp.json',
    '.cursor/rules/a.mdc',
    '.gitmodules',
    'lib/.gitattributes',
  ])('keeps %s from being pushed', (path) => {
    expect(guardPatch(withFiles(aFile('src/ok.js'), aFile(path)))).toMatchObject([{ gate: 'protected path' }])
  })

  it('sees a protected file that is renamed away', () => {
    const renamed = aFile('harmless.yml', { status: 'renamed', previousPath: '.github/workflows/ci.yml' })
    expect(guardPatch(withFiles(renamed))).toMatchObject([{ gate: 'protected path' }])
  })

  it('sees a symbolic link that leads into a protected folder', () => {
    const link = aFile('docs/x', { mode: '120000', linkTarget: '../.github/workflows' })
    expect(guardPatch(withFiles(link))).toMatchObject([{ gate: 'protected path' }])
  })

  it.each(['/etc/passwd', '../../outside', '../.git/config', '.'.repeat(2)])(
    'refuses a link to %s',
    (linkTarget) => {
      const gates = guardPatch(withFiles(aFile('a/link', { mode: '120000', linkTarget })))
      const leaves = linkTarget !== '..'
      expect(gates.map((one) => one.gate)).toEqual(leaves ? ['symbolic link'] : [])
    },
  )

  it('lets a link within the repository through', () => {
    expect(
      guardPatch(withFiles(aFile('a/link', { mode: '120000', linkTarget: '../src/client.js' }))),
    ).toEqual([])
  })

  it('does not push what could not be measured: a secret in it would have been missed', () => {
    expect(guardPatch(aCase({ measures: undefined }))).toMatchObject([{ gate: 'not measured' }])
  })

  it('refuses submodules, empty patches and files over the limit', () => {
    expect(guardPatch(withFiles(aFile('vendor/x', { mode: '160000' })))).toMatchObject([
      { gate: 'submodule' },
    ])
    expect(guardPatch(withFiles())).toMatchObject([{ gate: 'empty diff' }])
    expect(guardPatch(withFiles(aFile('big.bin', { bytes: 1_000_001 })))).toMatchObject([
      { gate: 'file size' },
    ])
  })

  it("guards the repository's own list as well", () => {
    const settings = Settings.parse({ protected_paths: ['infra/**', '*.lock'] })
    const touch = (path: string) =>
      guardPatch(aCase({ settings, patch: aPatch('one', [aFile(path)]) })).length
    expect([touch('infra/main.tf'), touch('yarn.lock'), touch('src/infra.js')]).toEqual([1, 1, 0])
  })

  it('protects every spelling of a protected path that differs in case only', () => {
    const letters = '.github/workflows/ci.yml'
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: letters.length, maxLength: letters.length }),
        (upper) => {
          const path = [...letters].map((letter, at) => (upper[at] ? letter.toUpperCase() : letter)).join('')
          expect(guardPatch(withFiles(aFile(path)))).toHaveLength(1)
        },
      ),
    )
  })
})

describe('trippedGates', () => {
  const verified = (conclusion: string, check = aCheck('test')) =>
    verify({
      contract: { checks: [check], fingerprint: 'f' },
      pullRequest: aPullRequest('one', 21, { observations: [aCheckRun('one', 'test', { conclusion })] }),
      publishedAt: NOW,
      now: NOW,
    })

  it('trips nothing for a candidate that passed', () => {
    expect(gatesOf(aCase({ verification: verified('success') }))).toEqual([])
  })

  it('rejects for every required check that did not pass, with what it said', () => {
    const annotations = [{ level: 'failure', message: '2 of 14 tests failed: @maya #1 `x`' }]
    const pullRequest = aPullRequest('one', 21, {
      observations: [aCheckRun('one', 'test', { conclusion: 'failure', annotations })],
    })
    const contract = { checks: [aCheck('test')], fingerprint: 'f' }
    const verification = verify({ contract, pullRequest, publishedAt: NOW, now: NOW })
    expect(trippedGates(aCase({ verification }))).toEqual([
      { gate: 'required check', reason: 'fails `test`: `` 2 of 14 tests failed: @maya #1 `x` ``' },
    ])
  })

  it('A4: names the hard-fail category of a failed check', () => {
    expect(
      gatesOf(aCase({ verification: verified('failure', aCheck('test', { hardFail: 'security' })) })),
    ).toEqual(['security'])
  })

  it('E1: rejects a skipped check as unproved', () => {
    expect(trippedGates(aCase({ verification: verified('skipped') }))[0]?.reason).toMatch(
      /^has no result from `test`: it was skipped/,
    )
  })

  it('C5: rejects diffs over the limit and confidence under it, at the limit neither', () => {
    const lines = (insertions: number) => someMeasures({ written: { insertions, deletions: 0 } })
    expect(gatesOf(aCase({ measures: lines(500) }))).toEqual([])
    expect(gatesOf(aCase({ measures: lines(501) }))).toEqual(['diff size'])
    expect(gatesOf(aCase({ confidence: 0.3 }))).toEqual([])
    expect(gatesOf(aCase({ confidence: 0.29 }))).toEqual(['confidence'])
    expect(gatesOf(aCase({ confidence: undefined }))).toEqual([])
  })

  it.each([
    ['conflict', { mergeable: 'conflicting' as const }],
    ['head moved', { head: 'c'.repeat(40) }],
    ['merged', { state: 'merged' as const }],
    [
      'closed',
      {
        state: 'closed' as const,
        events: [{ kind: 'closed' as const, actor: 'maya', ours: false, at: NOW }],
      },
    ],
  ])('rejects for %s', (gate, overrides) => {
    expect(gatesOf(aCase({ facts: candidateFacts('one', aPullRequest('one', 21, overrides)) }))).toEqual([
      gate,
    ])
  })

  it('rejects a candidate whose branch somebody else has taken', () => {
    const facts = { ...candidateFacts('one'), branchHead: 'd'.repeat(40) }
    expect(gatesOf(aCase({ facts }))).toEqual(['branch taken'])
  })
})
