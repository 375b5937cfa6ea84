import type { FollowedChecks } from '../../adapters/analysis/reach/derive-reach.ts'
import { USUALLY } from '../../domain/checks/reach.ts'

/** Whether anything of it is known. A check that consists only of commands which could not be followed counts as not found. */
export function isSeen(name: string, { reach, ran }: Pick<FollowedChecks, 'reach' | 'ran'>): boolean {
  const isJudged = reach.judges.some(({ check, via }) => check === name && via[0] !== USUALLY)
  const dark = new Set(reach.unfollowed.flatMap(({ check, what }) => (check === name ? what : [])))
  const isFollowed = ran.some(({ check, via }) => check === name && !dark.has(via.at(-1) ?? ''))
  return isJudged && (isFollowed || dark.size === 0)
}
