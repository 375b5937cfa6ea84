import { isDeepStrictEqual } from 'node:util'
import { dataOf, type Sides } from '../changed-parts.ts'
import { asBefore } from './as-before.ts'

/**
 * Configuration that judges as a whole: whoever changes it so is judged by no less than before. What it said still stands there line by
 * line, but for the revision of a tool: readers do not agree on what every word means.
 */
export function onlyAsksForMore({ path, before, after }: Sides): boolean {
  if (before === undefined || after === undefined || !stillSays(before, after)) return false
  const [was, is] = [dataOf(path, before), dataOf(path, after)]
  if (was === undefined || is === undefined) return false
  const lifted = asBefore(path, was, is)
  return lifted !== is && isDeepStrictEqual(was, lifted)
}

function stillSays(before: string, after: string): boolean {
  const rest = after.split('\n').values()
  return before.split('\n').every((line) => {
    if (/^\s*(?:-\s*)?rev:\s/.test(line)) return true
    for (const one of rest) if (sameLine(one, line)) return true
    return false
  })
}

/** In JSON a comma stands behind what is followed by more. */
const sameLine = (one: string, other: string) => one.replace(/,?\s*$/, '') === other.replace(/,?\s*$/, '')
