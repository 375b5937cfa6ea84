import type { OutcomeOf } from '../../domain/candidate/attempt.ts'
import type { Proposal, Proposals } from '../../domain/candidate/proposals.ts'
import { renderPlannerBrief } from '../../messages/briefs/render-planner-brief.ts'
import type { Analysis } from '../../ports/analysis.ts'
import { askForAnswer } from './ask-for-answer.ts'
import type { RunAttempt, RunningAttempt } from './run-attempt.ts'

/** An attempt at a plan (A3). */
export async function proposeStrategies(
  context: RunAttempt,
  running: RunningAttempt,
): Promise<OutcomeOf<'plan'>> {
  const asked = await askForAnswer(context, running, {
    brief: renderPlannerBrief(running.speculation),
    about: 'the strategies',
    read: (workTree) => context.workspace.readProposals(workTree),
  })
  if ('failure' in asked) return asked.failure
  const { answer, usage } = asked
  return { kind: 'plan', proposals: await withoutSecrets(answer, context.analysis), usage }
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
