import { APP } from '../people/people.ts'
import { type InvariantFacts, ownPullRequests } from './facts.ts'

type Facts = Pick<InvariantFacts, 'repository'>

/** GitHub refuses a second one only while the first is open: what is asked for late comes to be where a person has closed that. */
export function noSecondPullRequest(facts: Facts & Pick<InvariantFacts, 'mayBeTwice'>): readonly string[] {
  const counted = ownPullRequests(facts).filter(
    ({ closedBy }) => !facts.mayBeTwice || closedBy === null || closedBy === APP,
  )
  return twice(counted.map(({ pull }) => pull.head.ref)).map((branch) => `${branch} has two pull requests`)
}

/** Found by the marker in its first line. */
export function noSecondComment({ repository }: Facts): readonly string[] {
  const own = repository.comments.filter(
    ({ author, body }) => author === APP && body.startsWith('<!-- speculate:'),
  )
  return twice(own.map(({ issue, body }) => `${body.split('\n')[0]} on #${issue}`)).map(
    (one) => `two of ${one}`,
  )
}

export function noSecondLabel({ repository }: Facts): readonly string[] {
  return twice(repository.labels.map(({ name }) => name.toLowerCase())).map((name) => `two labels ${name}`)
}

function twice(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, place) => names.indexOf(name) !== place))]
}
