import { MAX_CANDIDATES } from '../../../domain/candidate/candidate.ts'
import {
  competitors,
  submittedPullRequestId,
  submittedPullRequests,
} from '../../../domain/candidate/competitor.ts'
import type { NamedPullRequest } from '../../../domain/forge/forge-facts.ts'
import { GHOST } from '../../../domain/issue/command.ts'
import type { Speculation } from '../../../domain/run/speculation.ts'
import { codeSpan } from '../../../messages/foreign/foreign-text.ts'
import { PULL_REQUEST } from './argument.ts'
import { refuse, slashCommand } from './slash-command.ts'

/** Lets a pull request compete that somebody else has opened (T4). */
export const enter = slashCommand({
  name: 'enter',
  argument: PULL_REQUEST,
  least: 'write',
  when: 'before-verdict',
  deed: 'enter pull requests',
  help: 'The open pull request takes part in the run, with the commit that it has now.',
  pullRequest: (number) => number,
  reply: (_, { named }, { run, repository }) => {
    if (!named) return refuse('this repository has no such pull request')
    const reason = whyNotEntered(named, run)
    if (reason !== undefined) return refuse(reason)
    const { branch, commit } = run.base
    const tip = repository.defaultBranch === branch ? repository.defaultBranchHead : commit
    const author = named.author ?? GHOST
    return { answer: { kind: 'entered', pullRequest: named.number, author, commit: named.head, tip } }
  },
})

function whyNotEntered(pullRequest: NamedPullRequest, run: Speculation): string | undefined {
  const { number, ours, state, baseBranch, head } = pullRequest
  if (ours) return `#${number} is one of this app's own`
  if (state !== 'open') return `#${number} is ${state}`
  if (baseBranch !== run.base.branch)
    return `#${number} is for ${codeSpan(baseBranch, 60)}, and the others are for ${codeSpan(run.base.branch, 60)}`
  const before = submittedPullRequests(run).find(({ submission }) => submission.pullRequest === number)
  if (before?.submission.commit === head) return `#${number} competes already`
  return before ? undefined : whyNoPlace(pullRequest, run)
}

function whyNoPlace({ number }: NamedPullRequest, run: Speculation): string | undefined {
  const all = competitors(run)
  if (all.some(({ id }) => id === submittedPullRequestId(number)))
    return `a candidate of the plan is called ${codeSpan(submittedPullRequestId(number), 40)} already`
  return all.length >= MAX_CANDIDATES ? `${MAX_CANDIDATES} candidates are the most` : undefined
}
