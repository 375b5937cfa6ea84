import { expect, it } from 'vitest'
import { parseSettings } from '../../../src/config/repository.ts'
import type { ContractProposal, MergedPullRequest } from '../../../src/domain/onboarding/new-repository.ts'
import { onboardingText } from '../../../src/messages/onboarding/onboarding-text.ts'
import { proposedSettings } from '../../../src/messages/onboarding/proposed-settings.ts'
import { golden } from '../../golden.ts'

const HOSTILE = 'a": *x\n- b: "{{ x }}" # @acme/all'

const merged: MergedPullRequest[] = [
  {
    number: 12,
    title: 'Retry a | payment @maya',
    checks: new Map([
      ['test', 'passed'],
      ['lint', 'failed'],
    ]),
  },
  {
    number: 9,
    title: 'Round up',
    checks: new Map([
      ['test', 'passed'],
      ['lint', 'passed'],
    ]),
  },
  { number: 7, title: 'Say why', checks: new Map([['test', 'other']]) },
]

const named: ContractProposal = {
  required: [],
  named: [
    { name: 'test', seen: 3 },
    { name: 'lint', seen: 2 },
  ],
  leftOut: [
    { name: 'e2e', why: 'skips-drafts' },
    { name: 'docs', why: 'filtered' },
  ],
}

it('the pull request says what would judge, and how that went lately', async () => {
  const text = onboardingText({ proposal: named, merged, defaultBranch: 'main' })
  await expect(text).toMatchFileSnapshot(golden())
})

it('the pull request of a branch that requires checks names them, and its settings need not', async () => {
  const proposal: ContractProposal = { required: [{ name: 'test', seen: 3 }], named: [], leftOut: [] }
  const text = onboardingText({ proposal, merged: [], defaultBranch: 'main' })
  await expect(`${text}\n---\n\n${proposedSettings(proposal)}`).toMatchFileSnapshot(golden())
})

it('what is proposed are settings, and every name arrives as it is', () => {
  const proposal: ContractProposal = { ...named, named: [...named.named, { name: HOSTILE, seen: 0 }] }
  const settings = parseSettings(proposedSettings(proposal))
  expect(settings.ok && settings.value.verifier.checks.map(({ name }) => name)).toEqual([
    'test',
    'lint',
    HOSTILE,
  ])
})

it('settings that name nothing are those of a repository without a file', () => {
  const proposal: ContractProposal = { required: [{ name: HOSTILE, seen: 0 }], named: [], leftOut: [] }
  expect(parseSettings(proposedSettings(proposal))).toEqual(parseSettings(undefined))
})
