import { type Checklist, type Classification, routeOf, type Sign } from '../../domain/issue/checklist.ts'
import type { Settings } from '../../domain/settings.ts'

/** How much somebody has asked for the run: by name, by the label, or not at all. */
export type Asking = 'command' | 'label' | 'nobody'

/** Whether a run does what its checklist comes to. A person's word goes before it, and what people have said of the issue before the label. */
export function follow(
  checklist: Checklist,
  asking: Asking,
  { triage }: Pick<Settings, 'triage'>,
): Classification {
  const route = routeOf(checklist)
  const isFollowed =
    route === 'speculate' ||
    asking === 'nobody' ||
    (asking === 'label' && (triage.mode === 'enforce' || isSaidToNeedDesign(checklist)))
  return { checklist, route, isFollowed }
}

/** By a person who knows what it is, and not by words that may mean anything. */
function isSaidToNeedDesign({ work }: Checklist): boolean {
  const said: readonly Sign['where'][] = ['label', 'field']
  return work.kind === 'design' && said.includes(work.sign.where)
}
