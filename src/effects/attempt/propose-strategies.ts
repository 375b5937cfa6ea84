import type { OutcomeOf } from '../../domain/candidate/attempt.ts'
import type { Proposal, Proposals } from '../../domain/candidate/proposals.ts'
import { renderPlannerBrief } from '../../messages/briefs/render-planner-brief.ts'
import type { Analysis } from '../../ports/analysis.ts'
import { failed, runAgent } from './run-agent.ts'
import type { RunAttempt, RunningAttempt } from './run-attempt.ts'

/** An attempt at a plan (A3): the agent reads the base, and nothing but the strategies that it leaves is kept. */
export async function proposeStrategies(
  context: RunAttempt,
  running: RunningAttempt,
): Promise<OutcomeOf<'plan'>> {
  const { speculation, heartbeat } = running
  const { owner, repo } = speculation.issue
  const remote = await (await context.forgeFor({ owner, repo })).gitRemote({ owner, repo })
  const { commit } = speculation.base
  const ran = await runAgent(context, running, { commit, remote, brief: renderPlannerBrief(speculation) })
  if (ran.kind === 'failed') return ran.outcome
  heartbeat.report('reading the strategies')
  const proposals = await context.workspace.readProposals(ran.workTree)
  if ('unreadable' in proposals) return failed('no-changes', proposals.unreadable, ran.usage)
  return { kind: 'plan', proposals: await withoutSecrets(proposals, context.analysis), usage: ran.usage }
}

/** A strategy with a secret cut out would be incomplete, so the whole of it is dropped; the others are left. */
async function withoutSecrets(
  { dimension, strategies }: Proposals,
  { holdsSecret }: Pick<Analysis, 'holdsSecret'>,
): Promise<Proposals> {
  const kept = await Promise.all(
    strategies.map(async (proposal: Proposal) => {
      const texts = [proposal.id, proposal.value, proposal.strategy, ...proposal.constraints]
      return (await holdsSecret(texts.join('\n'))) ? WITHHELD : proposal
    }),
  )
  return { dimension, strategies: kept }
}

const WITHHELD: Proposal = {
  id: '(withheld: it looks like it holds a secret)',
  value: '',
  strategy: '',
  constraints: [],
}
