import { compareKeys, type GraphKey, type OpenIssue, type PathPlace } from '../../domain/issue/issue-graph.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { estimateOf, USUAL_MINUTES } from './estimate-of.ts'

/**
 * Is an issue on the critical path: is a longest chain of work, of those that have to be done one after another, one that it is in? Of
 * its milestone and what that needs; without a milestone, of all that hangs together with it. An issue waits for those that block it, and
 * for its sub-issues. Undefined where it is none of these. It takes time with the number of issues and dependencies.
 */
export function criticalPath(issues: readonly OpenIssue[], key: GraphKey): PathPlace | undefined {
  const graph = graphOf(issues)
  const asked = graph.get(key)
  if (!asked) return undefined
  const { milestone } = asked.issue
  const scope = milestone === undefined ? connectedWith(graph, key) : neededFor(graph, milestone)
  if (milestone === undefined && scope.size === 1) return { kind: 'alone' }
  const { order, waiting } = inOrder(graph, scope)
  if (waiting.size > 0) return { kind: 'cycle', issues: cycleIn(graph, waiting) }

  const before = longestChains(graph, scope, { order, from: 'before' })
  const after = longestChains(graph, scope, { order: order.toReversed(), from: 'after' })
  const through = (one: GraphKey) => minutesTo(before, one) + minutesTo(after, one) - weightOf(graph, one)
  const longest = Math.max(...order.map(through))
  if (through(key) < longest) return { kind: 'off', minutes: through(key), longest }
  const path = [...chain(before, key).reverse(), ...chain(after, key).slice(1)]
  return { kind: 'on', path: path.slice(0, MAX_SHOWN), minutes: longest, ...withoutUndefined({ milestone }) }
}

const MAX_SHOWN = 100

interface GraphNode {
  readonly issue: OpenIssue
  /** What has to be done first. */
  readonly before: Set<GraphKey>
  readonly after: Set<GraphKey>
  readonly minutes: number
}
type Graph = ReadonlyMap<GraphKey, GraphNode>

function graphOf(issues: readonly OpenIssue[]): Graph {
  const parents = new Set(issues.flatMap(({ parent }) => parent ?? []))
  const graph = new Map<GraphKey, GraphNode>()
  for (const issue of issues) {
    // What has sub-issues is done when they are: it takes time of its own only where somebody says so.
    const usual = parents.has(issue.key) ? 0 : USUAL_MINUTES
    const minutes = estimateOf(issue) ?? usual
    graph.set(issue.key, { issue, before: new Set(), after: new Set(), minutes })
  }
  for (const { key, parent, blockedBy } of issues) {
    for (const blocker of blockedBy) connect(graph, blocker, key)
    if (parent !== undefined) connect(graph, key, parent)
  }
  return graph
}

function connect(graph: Graph, first: GraphKey, then: GraphKey): void {
  const [from, to] = [graph.get(first), graph.get(then)]
  if (!from || !to) return
  from.after.add(then)
  to.before.add(first)
}

function weightOf(graph: Graph, key: GraphKey): number {
  return graph.get(key)?.minutes ?? 0
}

function connectedWith(graph: Graph, key: GraphKey): ReadonlySet<GraphKey> {
  return reached([key], (one) => [...(graph.get(one)?.before ?? []), ...(graph.get(one)?.after ?? [])])
}

function neededFor(graph: Graph, milestone: string): ReadonlySet<GraphKey> {
  const own = [...graph.values()].filter(({ issue }) => issue.milestone === milestone)
  return reached(
    own.map(({ issue }) => issue.key),
    (one) => [...(graph.get(one)?.before ?? [])],
  )
}

function reached(
  from: readonly GraphKey[],
  next: (one: GraphKey) => readonly GraphKey[],
): ReadonlySet<GraphKey> {
  const found = new Set(from)
  const open = [...from]
  for (let one = open.pop(); one !== undefined; one = open.pop())
    for (const other of next(one)) {
      if (found.has(other)) continue
      found.add(other)
      open.push(other)
    }
  return found
}

function within(of: Iterable<GraphKey> | undefined, scope: ReadonlySet<GraphKey>): GraphKey[] {
  return [...(of ?? [])].filter((one) => scope.has(one))
}

/** Each after all that has to be done before it. `waiting`: those that wait for each other, and for them. */
function inOrder(graph: Graph, scope: ReadonlySet<GraphKey>) {
  const waitsFor = new Map([...scope].map((one) => [one, within(graph.get(one)?.before, scope).length]))
  const ready = [...scope].filter((one) => waitsFor.get(one) === 0)
  const order: GraphKey[] = []
  for (let one = ready.pop(); one !== undefined; one = ready.pop()) {
    order.push(one)
    for (const next of within(graph.get(one)?.after, scope)) {
      const left = (waitsFor.get(next) ?? 0) - 1
      waitsFor.set(next, left)
      if (left === 0) ready.push(next)
    }
  }
  return { order, waiting: scope.difference(new Set(order)) }
}

/** Some that wait for each other, each for the one before it. All of these wait for one of these. */
function cycleIn(graph: Graph, waiting: ReadonlySet<GraphKey>): GraphKey[] {
  const walked: GraphKey[] = []
  const seen = new Set<GraphKey>()
  let at = first(waiting)
  while (at !== undefined && !seen.has(at)) {
    walked.push(at)
    seen.add(at)
    at = first(within(graph.get(at)?.before, waiting))
  }
  return walked
    .slice(at === undefined ? 0 : walked.indexOf(at))
    .reverse()
    .slice(0, MAX_SHOWN)
}

function first(keys: Iterable<GraphKey>): GraphKey | undefined {
  return [...keys].sort(compareKeys)[0]
}

interface Chain {
  /** With the issue's own. */
  readonly minutes: number
  readonly next: GraphKey | undefined
}
type Chains = ReadonlyMap<GraphKey, Chain>

/** Of each issue the longest chain that ends with it, or that begins with it. */
function longestChains(
  graph: Graph,
  scope: ReadonlySet<GraphKey>,
  { order, from }: { readonly order: readonly GraphKey[]; readonly from: 'before' | 'after' },
): Chains {
  const chains = new Map<GraphKey, Chain>()
  for (const one of order) {
    const [best] = within(graph.get(one)?.[from], scope).sort(
      (a, b) => minutesTo(chains, b) - minutesTo(chains, a) || compareKeys(a, b),
    )
    const minutes = weightOf(graph, one) + (best === undefined ? 0 : minutesTo(chains, best))
    chains.set(one, { minutes, next: best })
  }
  return chains
}

function minutesTo(chains: Chains, key: GraphKey): number {
  return chains.get(key)?.minutes ?? 0
}

function chain(chains: Chains, key: GraphKey): GraphKey[] {
  const all: GraphKey[] = []
  for (let at: GraphKey | undefined = key; at !== undefined; at = chains.get(at)?.next) all.push(at)
  return all
}
