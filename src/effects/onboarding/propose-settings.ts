import type { RequiredCheck, WorkflowJob } from '../../domain/checks/contract.ts'
import type { NewRepository } from '../../domain/onboarding/new-repository.ts'
import { ONBOARDING_TITLE, onboardingText } from '../../messages/onboarding/onboarding-text.ts'
import { proposedSettings } from '../../messages/onboarding/proposed-settings.ts'
import type { Onboarding } from '../../ports/onboarding.ts'
import { proposeChecks } from '../../stages/onboarding/propose-checks.ts'

interface WhatRuns {
  readonly branchChecks: readonly RequiredCheck[]
  readonly workflowJobs: readonly WorkflowJob[]
}

type LeftAlone = 'fork' | 'archived' | 'empty' | 'has-settings' | 'no-checks' | 'branch-taken'

/** Proposes the settings of one repository. Answers the number of the pull request, or why there is none. */
export async function proposeSettings(
  onboarding: Onboarding,
  whatRuns: (base: NonNullable<NewRepository['defaultBranch']>) => Promise<WhatRuns>,
): Promise<number | LeftAlone> {
  const { id, isFork, isArchived, hasSettings, defaultBranch: base, merged } = await onboarding.read()
  if (isFork) return 'fork'
  if (isArchived) return 'archived'
  if (hasSettings) return 'has-settings'
  if (!base) return 'empty'
  const proposal = proposeChecks({ ...(await whatRuns(base)), merged })
  if (proposal.required.length + proposal.named.length === 0) return 'no-checks'
  return onboarding.propose({
    ...{ repositoryId: id, base },
    content: proposedSettings(proposal),
    title: ONBOARDING_TITLE,
    body: onboardingText({ proposal, merged, defaultBranch: base.name }),
  })
}
