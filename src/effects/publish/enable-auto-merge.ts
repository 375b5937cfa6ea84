import { type AutoMerge, autoMergeNote } from '../../domain/run/auto-merge.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import type { Step } from '../../domain/run/step.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import type { EffectContext } from '../perform.ts'

/** Asks once for a head, and remembers the answer: who turns it off again is not argued with. */
export async function enableAutoMerge(
  { pullRequest, expectedHead, method }: Extract<Step, { do: 'enable-auto-merge' }>,
  { id, issue }: Speculation,
  { forge, store, clock }: Pick<EffectContext, 'forge' | 'store' | 'clock'>,
): Promise<void> {
  const { owner, repo } = issue
  const asked = { expectedHead, method }
  const answer = await forge.enableAutoMerge({ owner, repo }, pullRequest, asked)
  const refused = answer.kind === 'refused' ? answer.why.slice(0, 500) : undefined
  const said: AutoMerge = { head: expectedHead, ...withoutUndefined({ refused }) }
  const at = new Date(clock.now()).toISOString()
  const payload = { ...said, pullRequest: pullRequest.number, method }
  await store.appendAudit(id, { at, kind: 'auto-merge', payload })
  await store.setNote(autoMergeNote(id), JSON.stringify(said))
}
