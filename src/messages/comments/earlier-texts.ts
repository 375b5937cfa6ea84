import { competitors } from '../../domain/candidate/competitor.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import { codeSpan } from '../foreign/foreign-text.ts'
import { list } from '../numbers.ts'
import { runLines } from '../scoreboard/with-earlier-runs.ts'

/** What is said on a draft of a run that another one has followed: which run goes on, and where it is written to. */
export function followedText(run: Speculation, latest: Speculation): string {
  return `This is a draft of run ${run.run}. Run ${latest.run} has followed it on #${latest.issue.number}.`
}

/** What became of the run, and where the other one stands is said. */
export function earlierStatusText(run: Speculation, latest: Speculation): string {
  return [
    followedText(run, latest),
    runLines(run).join('\n'),
    `Where run ${latest.run} stands: \`/speculate status\` on #${latest.issue.number}.`,
  ].join('\n\n')
}

export function earlierHelpText(run: Speculation, latest: Speculation, lines: readonly string[]): string {
  return [
    `${followedText(run, latest)} Here there are answers to:`,
    lines.join('\n'),
    elsewhere(latest),
  ].join('\n\n')
}

/** A clause. */
export function refusedOnEarlier(run: Speculation, latest: Speculation): string {
  const here = run.verdict ? '`/speculate restore`, `why`, `status` and `help`' : '`/speculate help`'
  return `this is a draft of run ${run.run}, and run ${latest.run} has followed it. ${elsewhere(latest)} Here there are answers to ${here}`
}

export function restoredText(draft: number | undefined, latest: Speculation): string {
  const what = draft === undefined ? 'It' : `#${draft}`
  return `${what} is opened again, as a draft, and stays open. It takes no part in run ${latest.run} on #${latest.issue.number}.`
}

function elsewhere(latest: Speculation): string {
  const names = list(competitors(latest).map(({ id }) => codeSpan(id, 40)))
  return `What is meant for run ${latest.run} (${names}) is written on #${latest.issue.number}, or on a draft of that run.`
}
