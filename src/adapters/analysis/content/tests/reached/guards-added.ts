import { assertionText } from '../assertions/assertion-text.ts'
import { DEAD, SWALLOWED, UNCOMPILED, UNWAITED } from '../assertions/guards.ts'
import type { Difference } from '../compare/compare-bodies.ts'
import { ENVIRONMENT } from '../read/skips.ts'
import type { Assertion } from '../test-file.ts'
import { constantTruth } from './constant-truth.ts'
import { holdsAlready } from './holds-already.ts'

/** What keeps the same assertion from being reached, or from being heard of, that did not before. */
export function guardsAdded(old: Assertion, now: Assertion, isHelper: boolean): Difference[] {
  const known = new Set(old.guards)
  const added = now.guards.filter((one) => !known.has(one))
  const reported = { line: now.line, before: assertionText(old) }
  if (added.includes(SWALLOWED) && !known.has(SWALLOWED))
    return [{ what: 'swallowed', ...reported, after: 'its failure is caught' }]
  if (added.includes(UNWAITED)) return [{ what: 'swallowed', ...reported, after: UNWAITED }]
  const never = added.find((one) => one === DEAD || isNever(one))
  if (never) return [{ what: 'unreached', ...reported, after: never === DEAD ? DEAD : guardText(never) }]
  const condition = added.find(
    (one) =>
      ENVIRONMENT.test(one) ||
      one.startsWith(UNCOMPILED) ||
      [old, now].some((asked) => holdsAlready(one, asked, isHelper)),
  )
  return condition ? [{ what: 'unreached', ...reported, after: guardText(condition) }] : []
}

function guardText(guard: string): string {
  return guard.startsWith('unless ')
    ? `not reached if ${guard.slice('unless '.length)}`
    : `only reached ${guard}`
}

function isNever(guard: string): boolean {
  const [, word, condition] = /^(if|unless) (.*)$/.exec(guard) ?? []
  return constantTruth(condition ?? '') === (word === 'unless')
}
