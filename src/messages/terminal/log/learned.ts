import type { Learned, Pair, TrackRecord } from '../../../domain/learning/learn.ts'
import { plain } from '../../foreign/plain-text.ts'
import { count } from '../../numbers.ts'
import { OUTCOME_WORDS } from '../../outcome-words.ts'
import { rateText } from '../../rate-text.ts'
import { tableLines } from '../../table-lines.ts'

const PAIRS = 5

/** What runs have taught, as lines for a terminal. */
export function renderLearned(learned: Learned): string[] {
  const {
    runs,
    outcomes,
    medianEdit,
    reverted,
    revertedInPart,
    strategies,
    toolchains,
    models,
    kinds,
    pairs,
  } = learned
  if (runs === 0) return ['no run has a verdict yet: there is nothing to learn from']
  const part = revertedInPart === 0 ? '' : `, ${revertedInPart} of them in part`
  const often = reverted.of === 0 ? '' : `; of what was merged longer ago, ${rateText(reverted)}`
  const more: Partial<Record<keyof typeof outcomes, string>> = {
    'merged-edited': medianEdit === undefined ? '' : `, half of them by at most ${count(medianEdit, 'line')}`,
    reverted: `${part}${often}`,
  }
  const width = Math.max(...Object.values(outcomes).map((amount) => String(amount).length))
  return [
    `${count(runs, 'run')} with a verdict:`,
    ...OUTCOME_WORDS.map(
      ([kind, words]) => `  ${String(outcomes[kind]).padStart(width)} ${words}${more[kind] ?? ''}`,
    ),
    ...section('strategy', strategies),
    ...section('toolchain', toolchains),
    ...(models.length > 0 ? section('model', models) : []),
    ...section('kind of issue', kinds),
    ...pairLines(pairs),
    '',
    'kept: merged, or chosen by people, of those that they have answered.',
    'In brackets, the range in which the true rate lies with 95 % confidence (Wilson).',
  ]
}

function section(heading: string, records: readonly TrackRecord[]): string[] {
  const rows = [
    [heading, 'passed', 'chosen', 'kept'],
    ...records.map(({ name, passed, chosen, kept }) => [
      plain(name),
      rateText(passed),
      rateText(chosen),
      rateText(kept),
    ]),
  ]
  return ['', ...tableLines(rows)]
}

function pairLines(pairs: readonly Pair[]): string[] {
  const useful = pairs.filter(({ either, better }) => either.hits > better.hits).slice(0, PAIRS)
  if (useful.length === 0) return []
  return [
    '',
    'make up for each other:',
    ...useful.map(
      ({ names: [one, other], either, better }) =>
        `  ${plain(one)} and ${plain(other)}: one of them passed in ${rateText(either)}, the better alone in ${better.hits}`,
    ),
  ]
}
