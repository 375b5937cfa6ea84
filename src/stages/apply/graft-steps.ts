import { graftBranch, takenGraft } from '../../domain/proof/graft.ts'
import { type LackingTests, lackingTests } from '../../domain/proof/lacking-tests.ts'
import type { Snapshot } from '../../domain/run/snapshot.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import type { GraftToPublish, Step, Verdict } from '../../domain/run/step.ts'
import { hasMarker } from '../../messages/marker.ts'
import { graftMessage, renderGrafts } from '../../messages/proof/grafts.ts'
import { whyLeftAlone } from '../people/why-left-alone.ts'

/**
 * Tests of others that the winner lacks are offered on its pull request, as commits on branches of their own: nothing is pushed onto
 * the winner, unless somebody with write access asks for it. What could be made is known before it is mentioned, and where it can only be
 * taken by hand any more, that is said.
 */
export function graftSteps(snapshot: Snapshot, speculation: Speculation, verdict: Verdict): Step[] {
  const { decision, scoreboard } = verdict
  if (decision.kind !== 'promote') return []
  const winner = scoreboard.rows.find(({ candidate }) => candidate === decision.candidate)
  const pullRequest = snapshot.candidates.find(
    ({ candidate }) => candidate === decision.candidate,
  )?.pullRequest
  const lacking = lackingTests(scoreboard, decision.candidate)
  if (winner?.head === undefined || pullRequest?.state !== 'open' || lacking.length === 0) return []
  const mayTake = whyLeftAlone(speculation, decision.candidate, '') === undefined
  if (!speculation.grafts) {
    if (speculation.revoked) return []
    const grafts = lacking.flatMap((one) => graftOf(one, speculation))
    const at = snapshot.now
    const repositoryId = snapshot.repository.nodeId
    return [{ do: 'publish-grafts', repositoryId, onto: winner.head, grafts, at }]
  }
  const said = renderGrafts(speculation, {
    grafts: speculation.grafts,
    lacking,
    winner,
    mayTake,
    taken: takenGraft(speculation),
  })
  if (!said) return []
  const { marker, body } = said
  const known = pullRequest.ownComments.find((own) => hasMarker(own.body, marker))
  if (known ? known.body.trim() === body.trim() : speculation.revoked) return []
  return [{ do: 'ensure-comment', on: pullRequest.number, existing: known?.id || undefined, marker, body }]
}

/** A test that does not run on the winner is mentioned, but not offered. */
function graftOf({ author, tests }: LackingTests, speculation: Speculation): readonly GraftToPublish[] {
  const { issue, run, base } = speculation
  const files = tests.filter(({ onWinner }) => onWinner.kind !== 'not-applicable').map(({ file }) => file)
  if (files.length === 0 || author.head === undefined) return []
  const { candidate } = author
  return [
    {
      candidate,
      branch: graftBranch(issue, run, candidate),
      base: author.base ?? base.commit,
      commit: author.head,
      files: [...new Set(files)],
      message: graftMessage(speculation, author),
    },
  ]
}

/** These branches go together with those of the losers, whose commits they repeat. */
export function publishedGrafts({ grafts }: Speculation) {
  return (grafts?.all ?? []).flatMap(({ result }) =>
    result.kind === 'published' ? [{ branch: result.branch, head: result.commit }] : [],
  )
}
