import type { AttemptOutcome, CutShort } from '../../domain/candidate/attempt.ts'
import { changedLineEndings } from '../../domain/candidate/patch.ts'
import { codeSpan, neutralReferences } from '../foreign/foreign-text.ts'
import { count, formatSeconds, list } from '../numbers.ts'

type WrittenPatch = Pick<
  Extract<AttemptOutcome, { kind: 'patch' }>,
  'patch' | 'usage' | 'cutShort' | 'leftOut' | 'tooLarge'
>

const MAX_NAMES = 8

/** How a patch came about, where that was not the ordinary way: sentences. Names and details are foreign text. */
export function leftBehind({
  patch,
  usage,
  cutShort,
  leftOut = [],
  tooLarge = [],
}: WrittenPatch): readonly string[] {
  const endings = changedLineEndings(patch)
  const repositories = leftOut.filter((path) => path.endsWith('/.git'))
  const byProducts = leftOut.filter((path) => !repositories.includes(path))
  return [
    ...(cutShort ? [cutShortSentence(cutShort, usage.seconds)] : []),
    ...(byProducts.length > 0
      ? [`By-products of tools are not part of the patch: ${names(byProducts)}.`]
      : []),
    ...(repositories.length > 0
      ? [`Git repositories inside the work tree are no part of the patch: ${names(repositories)}.`]
      : []),
    ...(tooLarge.length > 0
      ? [`New files that are too large are no part of the patch: ${names(tooLarge)}.`]
      : []),
    ...(endings > 0
      ? [`Of ${count(endings, 'line')} only the line ending changes; they are not counted.`]
      : []),
  ]
}

/** How an agent ended that did not finish properly, after so many seconds. */
export function cutShortSentence({ failure, detail }: CutShort, seconds: number): string {
  const said = detail.trim() === '' ? '' : ` (${codeSpan(neutralReferences(detail), 300)})`
  return `The agent ${how(failure, seconds)}${said}. The patch is what it had written by then.`
}

function how(failure: CutShort['failure'], seconds: number): string {
  switch (failure) {
    case 'timed-out':
      return `was stopped after ${formatSeconds(seconds)}, when its time was up`
    case 'budget-spent':
      return 'had used up its budget'
    case 'model-unavailable':
      return 'got no further answer from its model'
    case 'limit-exceeded':
      return 'used more of the machine than allowed'
    default:
      return 'did not finish properly'
  }
}

function names(paths: readonly string[]): string {
  const shown = paths.slice(0, MAX_NAMES).map((path) => codeSpan(neutralReferences(path), 80))
  const more = paths.length > MAX_NAMES ? [`${paths.length - MAX_NAMES} more`] : []
  return list([...shown, ...more])
}
