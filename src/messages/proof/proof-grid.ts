import type { Row } from '../../domain/judgement/row.ts'
import type { Scoreboard, ScoreboardProof } from '../../domain/judgement/scoreboard.ts'
import { BASE, type BroughtTest, isSame, type ProofVerdict, type Side } from '../../domain/proof/proof.ts'
import { codeSpan } from '../foreign/foreign-text.ts'
import { count } from '../numbers.ts'
import { disputedTest, testText } from './proof.ts'

type CheckedProof = Extract<ScoreboardProof, { kind: 'checked' }>

/** A table of who passes whose tests: a line for each test, with the base first. */
export interface ProofGrid {
  readonly heading: readonly string[]
  /** Finished Markdown. */
  readonly lines: readonly (readonly string[])[]
  readonly more: number
}

const MAX_LINES = 10

/** The address that a word of the grid links to. */
export type LinkTo = (word: string, url: string) => string

export function proofGrid(proof: CheckedProof, linkTo: LinkTo = (word) => word): ProofGrid {
  const { candidates, verdict } = proof
  const shown = verdict.tests.slice(0, MAX_LINES)
  const states: readonly Side[] = [BASE, ...candidates.map((id) => ({ kind: 'candidate' as const, id }))]
  /** The words of one line, each with the run that it is of. */
  const linked = (words: readonly string[], tests: Side, file: string | undefined) =>
    states.map((state, at) => {
      const run = proof.runs?.find(
        (one) => isSame(one.state, state) && isSame(one.tests, tests) && one.file === file,
      )
      const word = words[at] ?? ''
      return run && word !== NOT_RUN ? linkTo(word, run.url) : word
    })
  return {
    heading: ['Tests', 'base', ...candidates.map((id) => codeSpan(id, 40))],
    lines: [
      ["the base's own tests", ...linked(ownText(proof), BASE, undefined)],
      ...shown.map((one) => {
        const { author, file } = one.test
        const words = broughtText(candidates, one)
        return [broughtName(one), ...linked(words, { kind: 'candidate', id: author }, file)]
      }),
    ],
    more: verdict.tests.length - shown.length,
  }
}

const NOT_RUN = '—'

/** What counts against a candidate is what passes on the base: where none does, nobody passes anything. */
function ownText({ candidates, verdict, own }: CheckedProof): string[] {
  const { standings, baseTestsLeftOut } = verdict
  if (own?.base) return [own.base.kind === 'fail' ? 'fail' : 'not run', ...candidates.map(() => NOT_RUN)]
  const failing = (id: string) =>
    standings.some(({ candidate, standing }) => candidate === id && standing.kind === 'fails-base')
  const isUnreported = (id: string) => own?.untold.some(({ candidate }) => candidate === id)
  const word = (id: string) => (isUnreported(id) ? 'not run' : 'pass')
  const onBase = baseTestsLeftOut.length === 0 ? 'pass' : 'pass in part'
  return [onBase, ...candidates.map((id) => (failing(id) ? '**fail**' : word(id)))]
}

/** Why the base's own tests say nothing about some candidate. */
function unreportedText(own: CheckedProof['own']): string {
  if (own?.base?.kind === 'fail')
    return `; none of the base's own tests passes on the base (${codeSpan(own.base.words, 120)}), so they say nothing about any candidate`
  if (own?.base) return `; the base's own tests were not run: ${own.base.reason}`
  const [first] = own?.untold ?? []
  const some = first
    ? `; the base's own tests did not run to the end on ${codeSpan(first.candidate, 40)}: ${first.reason}`
    : ''
  return own?.files
    ? `${some}; of the base's own tests, ${own.files.run} of ${count(own.files.of, 'file')} were run`
    : some
}

function broughtName({ test, verdict }: BroughtTest): string {
  const contested = verdict.kind === 'contested' ? ', disputed' : ''
  if (test.grows) return `${testText(test, 100)}${contested && ' (disputed)'}`
  return `${codeSpan(test.name ?? test.file, 100)} (from ${codeSpan(test.author, 40)}${contested})`
}

function broughtText(
  candidates: CheckedProof['candidates'],
  { passes, fails, notApplicable, unsure }: BroughtTest,
): string[] {
  const on = (id: string) => {
    if (passes.includes(id)) return 'pass'
    if (fails.some(({ candidate }) => candidate === id)) return '**fail**'
    return notApplicable.some(({ candidate }) => candidate === id) ? 'not applicable' : NOT_RUN
  }
  return [unsure ? 'fail, unclear why' : 'fail', ...candidates.map(on)]
}

/** The conclusion, without a full stop. */
export function proofSentence({ proof, rows }: Scoreboard): string | undefined {
  if (!proof) return undefined
  if (proof.kind === 'not-checked')
    return `Not cross-checked: no candidate was run on the tests of another, because ${proof.reason}`
  const { verdict, left } = proof
  const notRun = `${unreportedText(proof.own)}${notRunText(left)}`
  const said = deciding(rows, verdict)
  const disputed = disputedTest(verdict.tests)
  const none = disputed
    ? `No test proves any candidate: ${disputed}`
    : 'No candidate brings a test that fails on the base and passes with it'
  return `${said ?? none}${notRun}`
}

function notRunText(left: CheckedProof['left']): string {
  const [first] = left
  if (!first) return ''
  // Where the whole candidate is meant, there is no file to name.
  const what = first.file === '*' ? '' : `${codeSpan(first.file, 80)} of `
  const why = `${what}${codeSpan(first.candidate, 40)}: ${first.reason}`
  return left.length === 1
    ? `; not run was ${why}`
    : `; not run were ${count(left.length, 'test file')}, among them ${why}`
}

/** Who is rejected by a test before who is held, and that before who is proven. */
function deciding(rows: readonly Row[], { standings }: ProofVerdict): string | undefined {
  const refuted = rows.find(({ gates }) => PROOF_GATES.includes(gates[0]?.gate ?? ''))
  if (refuted) return `${codeSpan(refuted.candidate, 40)} ${refuted.gates[0]?.reason ?? ''}`
  const isUnproven = standings.every(({ standing }) => standing.kind === 'unproven')
  const reported = isUnproven
    ? undefined
    : (rows.find(({ proof }) => proof?.holds && proof.against === undefined) ??
      rows.find(({ proof }) => proof?.isProven))
  return reported?.proof && `${codeSpan(reported.candidate, 40)} ${reported.proof.words}`
}

const PROOF_GATES: readonly string[] = ['refuted', 'base tests']
