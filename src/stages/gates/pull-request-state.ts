import { holdsPatch } from '../../domain/candidate/patch.ts'
import { isBotsAct } from '../../domain/issue/is-bot.ts'
import { retargetedTo } from '../../domain/run/retargeted-to.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { botsClosing } from '../people/bots.ts'
import type { Objection, PatchGate } from './gate.ts'
import type { GateCase } from './gate-case.ts'

export const branchTaken: PatchGate = {
  name: 'branch taken',
  class: 'own',
  judge: ({ patch, facts }) => {
    const { pullRequest, branchHead, branchCommit } = facts
    if (pullRequest || branchHead === undefined || holdsPatch(patch, branchHead, [branchCommit])) return []
    return ['could not be published: its branch already exists and holds other commits']
  },
  documentation: 'a patch whose branch already exists and holds other commits',
}

export const headMoved: PatchGate = {
  name: 'head moved',
  class: 'own',
  judge: (gateCase) => [...changedSince(gateCase), ...retargetedSince(gateCase)].slice(0, 1),
  documentation: 'a pull request that somebody has pushed to since, or given another base branch',
}

export const closedByHuman: PatchGate = {
  name: 'closed',
  class: 'own',
  judge: endedByHuman,
  documentation: 'a pull request that somebody has closed or merged before the verdict',
}

/** The reason given instead of `closed` for a pull request that was merged before the verdict. */
export const MERGED_GATE = 'merged'

export const conflict: PatchGate = {
  name: 'conflict',
  class: 'own',
  judge: ({ facts: { pullRequest } }) =>
    pullRequest?.mergeable === 'conflicting' ? ['conflicts with its base branch'] : [],
  documentation: 'a pull request that conflicts with its base branch',
}

/** What was verified must be what was written; commits of anybody else turn it into their work. */
function changedSince({
  patch,
  isSubmitted,
  facts: { pullRequest, branchCommit },
}: GateCase): readonly string[] {
  if (!pullRequest) return []
  // Our own candidate is identified by its content, whatever commit the forge made of it; an entered pull request by
  // the exact commit that was entered.
  const isSame = isSubmitted
    ? pullRequest.head === patch.commit
    : holdsPatch(patch, pullRequest.head, [pullRequest.lastCommit, branchCommit])
  if (isSame) return []
  if (isSubmitted) return ['has new commits since it was entered; enter it again']
  const head = codeSpan(pullRequest.head.slice(0, 7), 7)
  const author = [pullRequest.lastCommit, branchCommit].find((one) => one?.oid === pullRequest.head)?.author
  const who = author === undefined ? 'somebody' : codeSpan(author, 40)
  return [`was taken over: ${who} changed it after it was published, its head is ${head} now`]
}

/** It was judged for the base that all have, and whoever gives it another one goes on with it there. */
function retargetedSince({ base, isSubmitted, facts: { pullRequest } }: GateCase): readonly string[] {
  const retargeted = pullRequest && base && retargetedTo(pullRequest, base)
  if (!retargeted) return []
  const branch = codeSpan(retargeted.branch, 100)
  if (isSubmitted) return [`is for ${branch} now, and the others are for ${codeSpan(base.branch, 100)}`]
  const who = retargeted.by === undefined ? 'somebody' : codeSpan(retargeted.by, 40)
  return [`was taken over: ${who} changed its base branch, which is ${branch} now`]
}

function endedByHuman({ facts }: GateCase): readonly Objection[] {
  const { pullRequest } = facts
  if (!pullRequest || pullRequest.state === 'open') return []
  if (pullRequest.state === 'merged')
    return [{ gate: MERGED_GATE, reason: 'was merged by a human before the verdict' }]
  const closer = pullRequest.events.findLast((event) => event.kind === 'closed')
  if (closer?.ours || botsClosing(facts)) return []
  const again = closer && isBotsAct(closer) ? ', and this app does not open it again' : ''
  const who = closer?.actor && codeSpan(closer.actor, 40)
  if (pullRequest.isBaseGone)
    return [`was closed by GitHub before the verdict, because ${who ?? 'somebody'} deleted its base branch`]
  const by = who ? ` by ${who}` : ''
  return [`was closed${by} before the verdict${again}`]
}
