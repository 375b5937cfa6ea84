import { waysOf } from './condition.ts'

/** What stands behind this guard is never reached: `if false`, `unless 1`, `if ready && 0`. */
export function neverHolds(guard: string): boolean {
  const [, word, condition = ''] = /^(if|unless) (.*)$/s.exec(guard) ?? []
  return word !== undefined && waysOf(condition, word === 'unless')?.length === 0
}
