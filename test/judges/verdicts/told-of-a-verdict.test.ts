import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PolicyName } from '../../../src/domain/settings/policy-settings.ts'
import { aCheckRun } from '../../builders/checks/check-run.ts'
import { runHere } from '../../commands/run-here.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { aJudgement } from './a-judgement.ts'
import { fix, GO, RUBY, wrongFix } from './repositories.ts'

describe('what is traced', () => {
  it('V17, varied: a spec that was added, one that was only claimed, one that existed and grew', async () => {
    const { traces } = await aJudgement(RUBY, {
      added: {
        change: {
          'lib/adder.rb': fix,
          'spec/new/sum_spec.rb':
            "RSpec.describe Adder do\n  it('sums') { expect(Adder.add(2, 3)).to eq(5) }\nend\n",
        },
      },
      claimed: {
        change: { 'lib/adder.rb': (was) => was.replace('a - b', 'b + a') },
        claims: ['spec/imaginary_spec.rb', 'lib/adder.rb'],
      },
      both: {
        change: {
          'lib/adder.rb': (was) => was.replace('a - b', '[a, b].sum'),
          'spec/adder_spec.rb': (was) =>
            was.replace(/end\n$/, "  it('sums') { expect(Adder.add(2, 3)).to eq(5) }\nend\n"),
        },
        claims: ['spec/other_spec.rb'],
      },
    })
    const added = Object.fromEntries(traces.map((one) => [one.candidate_id, one.tests_added]))
    expect(added.added).toEqual(['spec/new/sum_spec.rb'])
    expect(added.claimed).toEqual([])
    expect(JSON.stringify(added.both)).not.toContain('other_spec')
  })

  it('V18, varied: a policy check fails, tests pass; and the other way round, in one run', async () => {
    const { traces, row } = await aJudgement(
      GO,
      {
        policy: { change: { 'add.go': fix }, red: ['security-scan'] },
        broken: { change: { 'add.go': wrongFix }, red: ['test (1.22, ubuntu-latest)'] },
        right: { change: { 'add.go': (was) => was.replace('a - b', 'b + a') } },
      },
      { checks: ['lint', 'test (1.22, ubuntu-latest)', 'security-scan'] },
    )
    const passed = Object.fromEntries(traces.map((one) => [one.candidate_id, one.tests_pass]))
    expect(passed).toEqual({ policy: true, broken: false, right: true })
    expect([row('policy').tests, row('policy').result]).toEqual(['pass', 'reject'])
    expect([row('broken').tests, row('broken').result]).toEqual(['fail', 'reject'])
  })
})

describe('a check that refuses bots', () => {
  const says = (id: string, message: string, { lint = 'success' } = {}) => [
    aCheckRun(id, 'lint', { id: 11, conclusion: lint }),
    aCheckRun(id, 'test', { id: 12 }),
    aCheckRun(id, 'review', { id: 13, conclusion: 'failure', annotations: [{ level: 'failure', message }] }),
  ]
  const REFUSED = 'Workflow initiated by non-human actor: speculate (type: Bot).'

  it('V12, varied: two candidates in Ruby, a third fails lint besides', async () => {
    const { decision, rejected } = await aJudgement(
      RUBY,
      {
        one: { change: { 'lib/adder.rb': fix }, observations: says('one', REFUSED) },
        two: {
          change: { 'lib/adder.rb': (was) => was.replace('a - b', 'b + a') },
          observations: says('two', REFUSED),
        },
        bad: {
          change: { 'lib/adder.rb': wrongFix },
          observations: says('bad', REFUSED, { lint: 'failure' }),
        },
      },
      { checks: ['lint', 'test', 'review'], answered: ['lint', 'test'] },
    )
    expect(decision.kind).toBe('escalate')
    expect(decision.reason).toContain('`review`')
    expect(decision.reason).toMatch(/probably the check/i)
    expect(rejected).toEqual(['bad'])
  })

  it('V12, varied: the same words where the base passes the check are the fault of the patches', async () => {
    const { rejected } = await aJudgement(
      RUBY,
      {
        one: { change: { 'lib/adder.rb': fix }, observations: says('one', 'undefined method') },
        two: { change: { 'lib/adder.rb': wrongFix }, observations: says('two', 'undefined method') },
      },
      { checks: ['lint', 'test', 'review'], answered: ['lint', 'test', 'review'] },
    )
    expect(rejected).toEqual(['one', 'two'])
  })
})

describe('speculate score', () => {
  let root: string
  beforeAll(async () => {
    root = await temporaryFolder()
    await writeFile(join(root, 'ten.yml'), 'speculation:\n  rejection:\n    max_diff_lines: 10\n')
    await writeFile(
      join(root, 'sure.yml'),
      'speculation:\n  rejection:\n    min_confidence: 0.9\npolicy:\n  name: lexicographic\n',
    )
  })
  afterAll(() => rm(root, { recursive: true, force: true }))
  const score = async (candidates: readonly object[], ...args: string[]) => {
    const { stdout, exitCode, stderr } = await runHere(['score', ...args], {
      cwd: root,
      input: JSON.stringify({ version: 1, fingerprint: 'f', candidates }),
      env: { DEBUG: '' },
    })
    if (stdout === '') throw new Error(stderr)
    return {
      exitCode,
      ...(JSON.parse(stdout) as { candidates: { id: string; result: string; reason: string }[] }),
    }
  }
  const ok = { tests_pass: true, risk: 'low', insertions: 3, deletions: 1 }

  it.each(PolicyName.options)('V16, varied: deletions alone are over the limit, under %s', async (policy) => {
    const { candidates, exitCode } = await score(
      [{ ...ok, id: 'huge', insertions: 0, deletions: 501 }],
      '--policy',
      policy,
    )
    expect([candidates[0]?.result, exitCode]).toEqual(['reject', 1])
    expect(candidates[0]?.reason).toContain('501')
  })
  it('V16, varied: limits of the configuration, with somebody who keeps to them', async () => {
    const ten = await score(
      [
        { ...ok, id: 'eleven', insertions: 9, deletions: 2 },
        { ...ok, id: 'ten', insertions: 8, deletions: 2 },
      ],
      '--config',
      'ten.yml',
    )
    expect(ten.candidates.map(({ id, result }) => [id, result])).toEqual([
      ['ten', 'promote'],
      ['eleven', 'reject'],
    ])
    const sure = await score(
      [
        { ...ok, id: 'unsure', confidence: 0.89 },
        { ...ok, id: 'silent' },
      ],
      '--config',
      'sure.yml',
    )
    expect(sure.candidates.map(({ id, result }) => [id, result])).toEqual([
      ['silent', 'promote'],
      ['unsure', 'reject'],
    ])
  })
})
