import { holdsPatch } from '../../domain/candidate/patch.ts'
import { isBotsAct } from '../../domain/issue/is-bot.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { botsClosing } from '../people/bots.ts'
import type { Gate } from './gate-case.ts'

export const branchTaken: Gate = ({ patch, facts }) => {
  const { pullRequest, branchHead, branchCommit } = facts
  if (pullRequest || branchHead === undefined || holdsPatch(patch, branchHead, [branchCommit])) return []
  const reason = 'could not be published: its branch exists already and holds other commits'
  return [{ gate: 'branch taken', reason }]
}

/** What was verified must be what was written; commits of anybody else turn it into their work. */
export const headMoved: Gate = ({ patch, isEntered, facts: { pullRequest, branchCommit } }) => {
  if (!pullRequest) return []
  // Ours is the work, whatever commit the forge has written of it; theirs is the very commit that was entered.
  const isSame = isEntered
    ? pullRequest.head === patch.commit
    : holdsPatch(patch, pullRequest.head, [pullRequest.lastCommit, branchCommit])
  if (isSame) return []
  if (isEntered) {
    const reason = 'has new commits since it was entered; enter it again'
    return [{ gate: 'head moved', reason }]
  }
  const head = codeSpan(pullRequest.head.slice(0, 7), 7)
  const author = [pullRequest.lastCommit, branchCommit].find((one) => one?.oid === pullRequest.head)?.author
  const who = author === undefined ? 'somebody' : codeSpan(author, 40)
  const reason = `was taken over: ${who} changed it after it was published, its head is ${head} now`
  return [{ gate: 'head moved', reason }]
}

export const closedByHuman: Gate = ({ facts }) => {
  const { pullRequest } = facts
  if (!pullRequest || pullRequest.state === 'open') return []
  if (pullRequest.state === 'merged')
    return [{ gate: 'merged', reason: 'was merged by a human before the verdict' }]
  const closer = pullRequest.events.findLast((event) => event.kind === 'closed')
  if (closer?.ours || botsClosing(facts)) return []
  const again = closer && isBotsAct(closer) ? ', and this app does not open it again' : ''
  const by = closer?.actor ? ` by ${codeSpan(closer.actor, 40)}` : ''
  return [{ gate: 'closed', reason: `was closed${by} before the verdict${again}` }]
}

export const conflict: Gate = ({ facts: { pullRequest } }) =>
  pullRequest?.mergeable === 'conflicting'
    ? [{ gate: 'conflict', reason: 'conflicts with its base branch' }]
    : []
