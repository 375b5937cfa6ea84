import type { CheckAnnotation } from '../../domain/checks/own-check.ts'
import type { Measures } from '../../domain/judgement/measures.ts'
import type { Review } from '../../domain/judgement/review.ts'
import type { GateResult } from '../../domain/judgement/row.ts'
import { cut, oneLine } from '../../messages/foreign/foreign-text.ts'
import { plain } from '../../messages/foreign/plain-text.ts'

/** As many as GitHub takes with one request. */
export const MAX_ANNOTATIONS = 50
const MAX_MESSAGE = 1_000

/** What is known of the candidate's lines. */
interface Known {
  readonly measures: Measures | undefined
  /** Of the reviewers who ask for changes. */
  readonly reviews: readonly Review[]
}

/** The lines for which a candidate was rejected, by the rules that did it; what stands against nobody is not shown. */
export function decidingLines(tripped: readonly GateResult[], known: Known): readonly CheckAnnotation[] {
  const names = new Set(tripped.map(({ gate }) => gate))
  const found = [...ofMeasures(names, known.measures), ...ofReviews(known.reviews)]
  return found.slice(0, MAX_ANNOTATIONS).map(({ path, line, title, message }) => ({
    path,
    line: line ?? 1,
    title: cut(plain(title), 100),
    message: cut(oneLine(message), MAX_MESSAGE),
  }))
}

type Found = Omit<CheckAnnotation, 'line'> & { readonly line: number | null }

function ofMeasures(names: ReadonlySet<string>, measures: Measures | undefined): readonly Found[] {
  if (!measures) return []
  const { findings, tests, judges = [], files } = measures
  const of = (gate: string, lines: () => readonly Found[]) => (names.has(gate) ? lines() : [])
  const isSecret = ({ rule }: Measures['findings'][number]) => rule.startsWith('secret/')
  return [
    ...findings
      .filter((one) => names.has(isSecret(one) ? 'secret' : one.category))
      .map(({ rule, path, line, detail }) => ({ path, line, title: rule, message: detail })),
    ...of('what judges', () =>
      judges.map(({ path, part, check, via }) => ({
        path,
        line: null,
        title: 'changes what judges',
        message: `The check ${check} comes to ${part ?? path} by ${via.join(', ')}`,
      })),
    ),
    ...of('weakened tests', () =>
      tests.weakened.map(({ path, line, what, detail }) => ({
        ...{ path, line },
        title: `weakened tests: ${what.replaceAll('-', ' ')}`,
        message: detail,
      })),
    ),
    ...of('defeats tests', () =>
      (tests.defeated ?? []).map(({ path, line, what, detail }) => ({
        ...{ path, line },
        title: `defeats tests: ${what.replaceAll('-', ' ')}`,
        message: detail,
      })),
    ),
    ...of('no text', () =>
      files.flatMap(({ path, hidden }) =>
        hidden
          ? [{ path, line: hidden.line, title: 'hidden text', message: `It hides something: ${hidden.what}` }]
          : [],
      ),
    ),
  ]
}

function ofReviews(reviews: readonly Review[]): readonly Found[] {
  return reviews
    .filter(({ verdict }) => verdict === 'request_changes')
    .flatMap(({ findings }) =>
      findings.flatMap(({ path, line, text, onLine }) =>
        onLine && line !== undefined
          ? [{ path, line, title: 'asked to be changed by a reviewer', message: text }]
          : [],
      ),
    )
}
