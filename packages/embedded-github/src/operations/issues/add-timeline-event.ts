import type { GitHub } from '../../github.ts'
import type { Repository, TimelineEvent } from '../../model.ts'

export function addTimelineEvent(
  github: GitHub,
  repository: Repository,
  event: Omit<TimelineEvent, 'id' | 'createdAt'>,
): void {
  repository.timeline.push({ id: github.nextId(), createdAt: github.now(), ...event })
}
