import { expect, it } from 'vitest'
import { parseSettings } from '../../../src/config/repository.ts'
import type { WorkflowJob } from '../../../src/domain/checks/contract.ts'
import type { MergedPullRequest, PastCheck } from '../../../src/domain/onboarding/new-repository.ts'
import { proposedSettings } from '../../../src/messages/onboarding/proposed-settings.ts'
import { proposeChecks } from '../../../src/stages/onboarding/propose-checks.ts'

const job = (name: string, more: Partial<WorkflowJob> = {}): WorkflowJob => ({
  workflow: '.github/workflows/ci.yml',
  name,
  matrix: false,
  ...more,
})
const merged = (...names: string[]): MergedPullRequest => ({
  number: 1,
  title: 'A change',
  checks: new Map(names.map((name): [string, PastCheck] => [name, 'passed'])),
})
const namesOf = (checks: readonly { readonly name: string }[]) => checks.map(({ name }) => name)

it('what the branch requires judges, and nothing else is proposed beside it', () => {
  const proposal = proposeChecks({
    branchChecks: [{ name: 'build', source: 'ruleset', deadlineMinutes: 60 }],
    workflowJobs: [job('test')],
    merged: [merged('build', 'test'), merged('test')],
  })
  expect(proposal).toEqual({ required: [{ name: 'build', seen: 1 }], named: [], leftOut: [] })
})

it('the checks of its workflows are proposed, those left out that cannot judge every draft', () => {
  const proposal = proposeChecks({
    branchChecks: [],
    workflowJobs: [
      job('test'),
      job('label', { runs: 'nothing' }),
      job('docs', { filters: { paths: ['docs/**'] } }),
      job('e2e', { skipsDraftsAt: 4 }),
    ],
    merged: [],
  })
  expect(namesOf(proposal.named)).toEqual(['test'])
  expect(proposal.leftOut).toEqual([
    { name: 'label', why: 'checks-nothing' },
    { name: 'docs', why: 'filtered' },
    { name: 'e2e', why: 'skips-drafts' },
  ])
})

it('a check that ran on less than half of the pull requests is left out, one that ran on half is not', () => {
  const { named, leftOut } = proposeChecks({
    branchChecks: [],
    workflowJobs: [job('often'), job('seldom')],
    merged: [merged('often'), merged('often', 'seldom'), merged('other'), merged('other')],
  })
  expect(named).toEqual([{ name: 'often', seen: 2 }])
  expect(leftOut).toEqual([{ name: 'seldom', why: 'rarely-ran' }])
})

it('pull requests without any check say nothing of what ran', () => {
  const { named } = proposeChecks({
    branchChecks: [],
    workflowJobs: [job('test')],
    merged: [merged(), merged(), merged('test')],
  })
  expect(named).toEqual([{ name: 'test', seen: 1 }])
})

it('a matrix is proposed by the names that its checks had, and not at all before it has run', () => {
  const workflowJobs = [job('test', { matrix: true })]
  const ran = proposeChecks({
    ...{ branchChecks: [], workflowJobs },
    merged: [merged('test (24)', 'test (22)', 'tests (9)')],
  })
  expect(namesOf(ran.named)).toEqual(['test (22)', 'test (24)'])
  expect(proposeChecks({ branchChecks: [], workflowJobs, merged: [] }).named).toEqual([])
})

it('of two workflows with a job of one name the one that runs for every draft decides', () => {
  const { named, leftOut } = proposeChecks({
    branchChecks: [],
    workflowJobs: [job('test', { filters: { paths: ['a'] } }), job('test', { workflow: 'b.yml' })],
    merged: [],
  })
  expect(namesOf(named)).toEqual(['test'])
  expect(leftOut).toEqual([])
})

it.each(['speculate', '', 'x'.repeat(201)])(
  'a check is left out whose name the settings would be refused for: %j',
  (name) => {
    const proposal = proposeChecks({ branchChecks: [], workflowJobs: [job(name), job('test')], merged: [] })
    expect(namesOf(proposal.named)).toEqual(['test'])
    expect(proposal.leftOut).toEqual([{ name, why: 'unnameable' }])
  },
)

it.each([
  'a\nb',
  '--> <!-- x',
  '`x` | y',
  '\u2028\u0085\u202e\0\u001b',
  'it\'s "x": # - &a *b !!c',
  '~',
  '...',
  '\ud800',
])('the settings that are proposed name a check exactly, whatever it is called: %j', (name) => {
  const proposal = proposeChecks({ branchChecks: [], workflowJobs: [job(name)], merged: [] })
  const parsed = parseSettings(proposedSettings(proposal))
  expect(parsed).toMatchObject({ ok: true, value: { verifier: { checks: [{ name }] } } })
})

it('a branch that requires the own check alone requires nothing that judges', () => {
  const branchChecks = [{ name: 'speculate', source: 'ruleset', deadlineMinutes: 60 }] as const
  const { required, named } = proposeChecks({ branchChecks, workflowJobs: [job('test')], merged: [] })
  expect({ required, named: namesOf(named) }).toEqual({ required: [], named: ['test'] })
})
