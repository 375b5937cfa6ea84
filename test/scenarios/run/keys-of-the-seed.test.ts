import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { advance } from '../../../src/advance.ts'
import type { Attempt, AttemptOutcome } from '../../../src/domain/candidate/attempt.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { judge } from '../../../src/stages/judge.ts'
import { judgeInput } from '../../../src/stages/judge-input.ts'
import { couldStart } from '../../../src/stages/unasked/why-unasked.ts'
import { anAttempt } from '../../builders/candidate/attempt.ts'
import { anOutcome } from '../../builders/candidate/outcome.ts'
import { aBeginning } from '../../builders/run/beginning.ts'
import { aJudgedSnapshot } from '../../builders/run/judged-run.ts'
import { aSnapshot } from '../../builders/run/snapshot.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { commitOf, IDS } from '../../builders/story.ts'

/** As the published text has them, with one that it has beside it. */
const SEED = `
enabled: true
default_parallelism: 2
max_parallelism: 3
vote_threshold: 0.7
auto_trigger: { on_critical_path: true, risk_levels: [high, critical] }
adversarial_review: { enabled: false, required_approvals: 1 }
rejection: { min_confidence: 0.3, max_diff_lines: 500 }
force_speculate: false
`

/** A key of the settings' `speculation`, another value of it, and something that happens otherwise then. */
interface Acting {
  readonly other: unknown
  readonly happens: (speculation: object) => unknown
}

const settingsOf = (speculation: object) => Settings.parse({ speculation })

/** What comes of an issue that was labelled, or whose text asks for more attempts at a time. */
function beginningWith(speculation: object, parallelism?: number) {
  const settings = { ok: true as const, value: settingsOf(speculation) }
  const block =
    parallelism === undefined ? undefined : { ok: true as const, value: { parallelism, invariants: [] } }
  const { steps } = advance(aSnapshot({ beginning: aBeginning({ settings, block }) }))
  const begun = steps.flatMap((step) => (step.do === 'start-speculation' ? [step] : []))[0]
  if (!begun) return steps.map((step) => step.do)
  const started = advance(aSnapshot({ speculation: begun.speculation })).steps
  return started.filter((step) => step.do === 'start-attempt').length
}

/** How each candidate ends whose checks have passed: of 10, 400 and 30 lines, and of different confidence. */
function verdictWith(speculation: object, reviews: readonly Attempt[] = []) {
  const sizes = [10, 400, 30]
  const patches = IDS.map((id, place) => {
    const outcome = anOutcome(id, { confidence: [0.9, 0.6, 0.5][place] ?? 0 })
    if (outcome.kind !== 'patch' || !outcome.measures) throw new Error('no patch')
    const written = { insertions: sizes[place] ?? 0, deletions: 0 }
    return anAttempt(id, { outcome: { ...outcome, measures: { ...outcome.measures, written } } })
  })
  const run = aSpeculation({ settings: settingsOf(speculation) })
  const attempts = [...patches, ...reviews]
  const { scoreboard, decision } = judge(
    judgeInput({ ...aJudgedSnapshot(), speculation: run, attempts }, run),
  )
  return [
    decision.kind,
    ...scoreboard.rows.map(({ candidate, result, phase }) => `${candidate} ${result} ${phase}`),
  ]
}

const risky = (level: 'high' | 'medium') => ({
  level,
  sign: { where: 'label' as const, text: `risk:${level}` },
})

const ACTING: Readonly<Record<string, Acting>> = {
  enabled: { other: false, happens: (speculation) => beginningWith(speculation) },
  default_parallelism: { other: 1, happens: (speculation) => beginningWith(speculation) },
  max_parallelism: { other: 2, happens: (speculation) => beginningWith(speculation, 3) },
  vote_threshold: { other: 0.99, happens: (speculation) => verdictWith(speculation) },
  'auto_trigger.on_critical_path': {
    other: false,
    happens: (speculation) => couldStart(settingsOf(speculation).speculation, risky('high')),
  },
  'auto_trigger.risk_levels': {
    other: ['medium'],
    happens: (speculation) => couldStart(settingsOf(speculation).speculation, risky('medium')),
  },
  'adversarial_review.enabled': { other: true, happens: (speculation) => verdictWith(speculation) },
  'adversarial_review.required_approvals': {
    other: 0,
    happens: (speculation) => withReviewsOn(speculation),
  },
  'rejection.min_confidence': { other: 0.8, happens: (speculation) => verdictWith(speculation) },
  'rejection.max_diff_lines': { other: 5, happens: (speculation) => verdictWith(speculation) },
  force_speculate: {
    other: true,
    happens: (speculation) => couldStart(settingsOf(speculation).speculation, undefined),
  },
}

/** Nobody approves, and nobody is against it. */
function withReviewsOn(speculation: object) {
  const { adversarial_review = {} } = speculation as { adversarial_review?: object }
  const settings = { ...speculation, adversarial_review: { ...adversarial_review, enabled: true } }
  const outcome: AttemptOutcome = {
    kind: 'review',
    review: { verdict: 'abstain', summary: '', findings: [], commit: '' },
    usage: { seconds: 1 },
  }
  const reviews = IDS.map((id) => {
    const commit = commitOf(id)
    const task = { kind: 'review' as const, commit }
    return anAttempt(id, { number: 2, task, outcome: { ...outcome, review: { ...outcome.review, commit } } })
  })
  return verdictWith(settings, reviews)
}

const keysOf = (value: object, above = ''): string[] =>
  Object.entries(value).flatMap(([key, one]) =>
    typeof one === 'object' && !Array.isArray(one) ? keysOf(one, `${above}${key}.`) : [`${above}${key}`],
  )

it('C7: every key of the seed has the value that it has there', () => {
  const { speculation } = Settings.parse({})
  expect(speculation).toMatchObject(parse(SEED))
  expect(keysOf(parse(SEED)).toSorted()).toEqual(Object.keys(ACTING).toSorted())
})

it.each(Object.entries(ACTING))(
  'C7: `%s` acts: changing it changes what happens',
  (key, { other, happens }) => {
    const changed = key.split('.').reduceRight<unknown>((value, part) => ({ [part]: value }), other)
    expect(happens(changed as object)).not.toEqual(happens({}))
  },
)
