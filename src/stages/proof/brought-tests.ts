import type { CandidateId } from '../../domain/candidate/candidate.ts'
import { BASE, type BroughtTest, type Matrix, type ProofTest, type Side } from '../../domain/proof/proof.ts'
import { codeSpan } from '../../messages/foreign/foreign-text.ts'
import { cellAt, outcomeOf, type TestOutcome } from './outcome-of.ts'

/** Every test that some candidate brings, with what it says about each of them. One that has no voice is listed, and counted neither way. */
export function broughtTests(matrix: Matrix, voters: readonly CandidateId[]): readonly BroughtTest[] {
  return testsOf(matrix).map((test) => weigh(test, { matrix, voters }))
}

/** Case by case where both the base and the author name them; a file that cannot be loaded on the base is one test. */
function testsOf(matrix: Matrix): readonly ProofTest[] {
  return matrix.candidates.flatMap((author) => {
    const own = side(author)
    const files = new Set(
      matrix.cells.flatMap(({ tests, file }) =>
        tests.kind === 'candidate' && tests.id === author && file !== undefined ? [file] : [],
      ),
    )
    return [...files].flatMap((file): ProofTest[] => {
      const there = cellAt(matrix, { state: own, tests: own, file })
      const onBase = cellAt(matrix, { state: BASE, tests: own, file })
      const names = onBase?.names && there?.names?.map(({ name }) => name)
      if (!names || names.length === 0) {
        const grows = matrix.grown?.some((one) => one.candidate === author && one.file === file)
        return [{ author, file, ...(grows && { grows: true }) }]
      }
      return names.map((name) => ({ author, file, name }))
    })
  })
}

interface Pool {
  readonly matrix: Matrix
  readonly voters: readonly CandidateId[]
}

function weigh(test: ProofTest, { matrix, voters }: Pool): BroughtTest {
  const on = (state: Side) =>
    outcomeOf(cellAt(matrix, { state, tests: side(test.author), file: test.file }), test.name)
  const onBase = on(BASE)
  const others = matrix.candidates.filter((id) => id !== test.author)
  const reported = others.map((id) => ({ id, said: onRival(on(side(id)), onBase, test) }))
  const own = on(side(test.author))
  const passes = reported.flatMap(({ id, said }) => (said.kind === 'passed' ? [id] : []))
  const fails = reported.flatMap(({ id, said }) =>
    said.kind === 'failed' ? [{ candidate: id, words: said.words }] : [],
  )
  const notApplicable = reported.flatMap(({ id, said }) =>
    said.kind === 'nothing' ? [{ candidate: id, reason: said.reason }] : [],
  )
  const all = {
    test,
    passes: own.kind === 'passed' ? [test.author, ...passes] : passes,
    fails,
    notApplicable,
  }
  const worthless = provesNothing({ onBase, own, isPassedByRival: passes.length > 0 })
  if (worthless !== undefined || onBase.kind !== 'failed')
    return { ...all, verdict: { kind: 'nothing', reason: worthless ?? '' } }
  const isVoter = (id: CandidateId) => voters.includes(id)
  const [pro, contra] = [all.passes.filter(isVoter), fails.filter(({ candidate }) => isVoter(candidate))]
  return {
    ...all,
    verdict: { kind: pro.length >= contra.length ? 'accepted' : 'contested' },
    onBase: onBase.words,
    ...(onBase.failure === 'unknown' && { unsure: true as const }),
  }
}

function provesNothing({
  onBase,
  own,
  isPassedByRival,
}: {
  readonly onBase: TestOutcome
  readonly own: TestOutcome
  readonly isPassedByRival: boolean
}): string | undefined {
  if (own.kind === 'failed') return 'fails on its own author’s patch'
  if (own.kind === 'nothing') return own.reason
  if (onBase.kind === 'passed') return 'passes on the base too'
  if (onBase.kind === 'nothing') return onBase.reason
  // What nobody else can load looks at what its author alone has: any patch would fail it.
  if (onBase.failure === 'load' && !isPassedByRival)
    return `cannot be loaded without what its author adds${needed(onBase.needs)}`
  return undefined
}

/** A rival is to blame for what comes out of its code, not for what only the author has. */
function onRival(said: TestOutcome, onBase: TestOutcome, { author }: ProofTest): TestOutcome {
  if (said.kind !== 'failed') return said
  const isAbsent = said.failure === 'missing' || said.failure === 'load'
  const isThereOnBase = onBase.kind === 'failed' && onBase.failure !== 'missing' && onBase.failure !== 'load'
  if (isAbsent && !isThereOnBase) {
    const reason = `needs what ${codeSpan(author, 40)} adds${needed(said.needs)}`
    return { kind: 'nothing', reason }
  }
  if (said.failure === 'unknown') return { kind: 'nothing', reason: 'it is unclear what made it fail' }
  return said
}

function needed(name: string | undefined): string {
  return name === undefined ? '' : ` (${codeSpan(name, 80)})`
}

function side(id: CandidateId): Side {
  return { kind: 'candidate', id }
}
