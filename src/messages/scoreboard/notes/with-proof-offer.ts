import type { Scoreboard } from '../../../domain/judgement/scoreboard.ts'
import type { Speculation } from '../../../domain/run/speculation.ts'

/**
 * A scoreboard as it is shown: where the settings ask for no proof, a verdict says that there was none and how to have it. It is no part
 * of what was judged, so that a log from before is replayed as it was.
 */
export function withProofOffer(
  scoreboard: Scoreboard,
  { settings, plan }: Pick<Speculation, 'settings' | 'plan'>,
  reason = OFFER,
): Scoreboard {
  const { proof, rows } = scoreboard
  const isAsked = proof !== undefined || settings.proof !== undefined
  const isJudged = rows.every(({ result }) => result !== 'waiting') && rows.some(passed)
  if (isAsked || !isJudged || plan.stage === 'red') return scoreboard
  return { ...scoreboard, proof: { kind: 'not-checked', reason } }
}

function passed({ result }: Scoreboard['rows'][number]): boolean {
  return result === 'promote' || result === 'hold'
}

const OFFER = 'the settings do not ask for it (`proof: true` in `.github/speculate.yml` does)'
