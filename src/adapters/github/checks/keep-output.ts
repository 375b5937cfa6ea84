import type { Observation } from '../../../domain/checks/evidence.ts'
import { latenciesOf, latencyIn, saysCancelled } from '../../../domain/checks/read-of-output.ts'
import { withoutUndefined } from '../../../domain/without-undefined.ts'
import type { Annotations } from '../facts/facts-answer.ts'

type CheckRun = Extract<Observation, { kind: 'check-run' }>
type Annotation = CheckRun['annotations'][number]

/** Longest foreign text that is kept of one check; the rest is one click away on GitHub. */
export const MAX_TEXT = 4_000
/** As many as can be reported at once; of the others only what the rules read. */
const MAX_ANNOTATIONS = 50
const MAX_READ = 100

interface WholeOutput {
  readonly title: string | null
  readonly summary: string | null
  readonly annotations: NonNullable<Annotations['nodes']>
  /** There were too many annotations to read them all. */
  readonly isCut: boolean
}

/** Of what a check run says of itself, what the rules read, and the beginning of all else; `leftOut` says how much that is not. */
export function keepOutput(
  output: WholeOutput,
): Pick<CheckRun, 'title' | 'summary' | 'annotations' | 'leftOut'> {
  const annotations = output.annotations.flatMap(toAnnotation)
  const kept = keptOf(annotations)
  const summary = output.summary === null ? undefined : keptText(output.summary)
  const leftOut = {
    ...(kept.length < annotations.length && { annotations: annotations.length - kept.length }),
    ...(output.summary !== null &&
      output.summary.length > MAX_TEXT && { characters: output.summary.length - MAX_TEXT }),
    ...(output.isCut && { unread: true as const }),
  }
  return {
    ...withoutUndefined({ title: output.title?.slice(0, MAX_TEXT), summary }),
    annotations: kept,
    ...(Object.keys(leftOut).length > 0 && { leftOut }),
  }
}

function keptOf(annotations: readonly Annotation[]): Annotation[] {
  const isRead = (one: Annotation) => latenciesOf(one).length > 0 || saysCancelled(one.message)
  const failures = annotations.filter(({ level }) => level === 'failure').slice(0, MAX_ANNOTATIONS)
  const read = new Set([...annotations.filter(isRead).slice(0, MAX_READ), ...failures])
  return annotations.filter((one, place) => place < MAX_ANNOTATIONS || read.has(one))
}

/** The beginning, and behind it the lines that the rules read. */
function keptText(summary: string): string {
  const rest = summary.slice(MAX_TEXT)
  // The line that the cut goes through belongs to what follows.
  const broken = summary.slice(summary.lastIndexOf('\n', MAX_TEXT - 1) + 1, MAX_TEXT)
  const read = `${broken}${rest}`.split('\n').filter((line) => latencyIn(line) !== undefined)
  return [summary.slice(0, MAX_TEXT), ...read.slice(0, MAX_READ)].join('\n')
}

function toAnnotation(annotation: WholeOutput['annotations'][number]): Annotation[] {
  if (annotation === null) return []
  return [
    {
      level: (annotation.annotationLevel ?? 'notice').toLowerCase(),
      ...withoutUndefined({ title: annotation.title?.slice(0, MAX_TEXT) }),
      message: annotation.message.slice(0, MAX_TEXT),
    },
  ]
}
