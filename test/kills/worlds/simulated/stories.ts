import type { Person } from '../../../simulation/people/people.ts'

/** A run of three candidates, and what people do once nothing is left to do, one after the other. */
export interface Story {
  /** Candidates whose tests fail. */
  readonly failing: readonly string[]
  readonly acts: readonly ((person: Person, issue: number) => Promise<unknown>)[]
}

const ALL = ['minimal-change', 'refactor-heavy', 'pattern-extraction']
const comment = (body: string) => (person: Person, issue: number) =>
  person.call('POST', `/issues/${issue}/comments`, { body })

export const STORIES = {
  /** One is promoted; somebody merges it, and what is left of the others goes. */
  promote: {
    failing: ['refactor-heavy'],
    acts: [
      ({ call, drafts }) => {
        const winner = drafts().find(({ pull, state }) => state === 'open' && !pull.draft)
        return call('PUT', `/pulls/${winner?.number}/merge`, {})
      },
    ],
  },
  /** People are to decide, and one does. */
  escalate: { failing: ALL, acts: [comment('/speculate promote pattern-extraction')] },
  /** The one that is promoted is taken back, and another is chosen. */
  override: {
    failing: ['refactor-heavy'],
    acts: [comment('/speculate hold'), comment('/speculate promote pattern-extraction')],
  },
} satisfies Record<string, Story>
