import { MAX_CANDIDATES } from '../../domain/candidate/candidate.ts'
import { competitors, entrantId, entrants } from '../../domain/candidate/competitor.ts'
import { GHOST } from '../../domain/issue/command.ts'
import type { OfferedPullRequest } from '../../domain/run/snapshot.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { PULL_REQUEST } from './argument.ts'
import { refuse, slashCommand } from './slash-command.ts'

/** Lets a pull request compete that somebody else has opened (T4). */
export const enter = slashCommand({
  name: 'enter',
  argument: PULL_REQUEST,
  least: 'write',
  until: 'verdict',
  deed: 'enter pull requests',
  help: 'The open pull request takes part in the run, with the commit that it has now.',
  pullRequest: (number) => number,
  answer: (_, { offered }, { run, repository }) => {
    if (!offered) return refuse('this repository has no such pull request')
    const reason = whyNotEntered(offered, run)
    if (reason !== undefined) return refuse(reason)
    const { branch, commit } = run.base
    const tip = repository.defaultBranch === branch ? repository.defaultBranchHead : commit
    const author = offered.author ?? GHOST
    return { kind: 'entered', pullRequest: offered.number, author, commit: offered.head, tip }
  },
})

function whyNotEntered(offered: OfferedPullRequest, run: Speculation): string | undefined {
  const { number, ours, state, baseBranch, head } = offered
  if (ours) return `#${number} is one of this app's own`
  if (state !== 'open') return `#${number} is ${state}`
  if (baseBranch !== run.base.branch)
    return `#${number} is for ${codeSpan(baseBranch, 60)}, and the others are for ${codeSpan(run.base.branch, 60)}`
  const before = entrants(run).find(({ entered }) => entered.pullRequest === number)
  if (before?.entered.commit === head) return `#${number} competes already`
  return before ? undefined : whyNoPlace(offered, run)
}

function whyNoPlace({ number }: OfferedPullRequest, run: Speculation): string | undefined {
  const all = competitors(run)
  if (all.some(({ id }) => id === entrantId(number)))
    return `a candidate of the plan is called ${codeSpan(entrantId(number), 40)} already`
  return all.length >= MAX_CANDIDATES ? `${MAX_CANDIDATES} candidates are the most` : undefined
}
