import type { OpenIssue, PathPlace } from '../../domain/issue/issue-graph.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { estimateOf, USUAL_MINUTES } from './estimate-of.ts'

/**
 * Is an issue on the critical path: is a longest chain of work, of those that have to be done one after another, one that it is in? Of
 * its milestone and what that needs; without a milestone, of all that hangs together with it. An issue waits for those that block it, and
 * for its sub-issues. Undefined where it is none of these. It takes time with the number of issues and dependencies.
 */
export function criticalPath(issues: readonly OpenIssue[], number: number): PathPlace | undefined {
  const graph = graphOf(issues)
  const asked = graph.get(number)
  if (!asked) return undefined
  const { milestone } = asked.issue
  const scope = milestone === undefined ? connectedWith(graph, number) : neededFor(graph, milestone)
  if (milestone === undefined && scope.size === 1) return { kind: 'alone' }
  const { order, waiting } = inOrder(graph, scope)
  if (waiting.size > 0) return { kind: 'cycle', issues: cycleIn(graph, waiting) }

  const before = longestChains(graph, scope, { order, from: 'before' })
  const after = longestChains(graph, scope, { order: order.toReversed(), from: 'after' })
  const through = (one: number) => minutesTo(before, one) + minutesTo(after, one) - weightOf(graph, one)
  const longest = Math.max(...order.map(through))
  if (through(number) < longest) return { kind: 'off', minutes: through(number), longest }
  const path = [...chain(before, number).reverse(), ...chain(after, number).slice(1)]
  return { kind: 'on', path: path.slice(0, MAX_SHOWN), minutes: longest, ...withoutUndefined({ milestone }) }
}

const MAX_SHOWN = 100

interface GraphNode {
  readonly issue: OpenIssue
  /** What has to be done first. */
  readonly before: Set<number>
  readonly after: Set<number>
  readonly minutes: number
}
type Graph = ReadonlyMap<number, GraphNode>

function graphOf(issues: readonly OpenIssue[]): Graph {
  const parents = new Set(issues.flatMap(({ parent }) => parent ?? []))
  const graph = new Map<number, GraphNode>()
  for (const issue of issues) {
    // What has sub-issues is done when they are: it takes time of its own only where somebody says so.
    const usual = parents.has(issue.number) ? 0 : USUAL_MINUTES
    const minutes = estimateOf(issue.labels) ?? usual
    graph.set(issue.number, { issue, before: new Set(), after: new Set(), minutes })
  }
  for (const { number, parent, blockedBy } of issues) {
    for (const blocker of blockedBy) connect(graph, blocker, number)
    if (parent !== undefined) connect(graph, number, parent)
  }
  return graph
}

function connect(graph: Graph, first: number, then: number): void {
  const [from, to] = [graph.get(first), graph.get(then)]
  if (!from || !to) return
  from.after.add(then)
  to.before.add(first)
}

function weightOf(graph: Graph, number: number): number {
  return graph.get(number)?.minutes ?? 0
}

function connectedWith(graph: Graph, number: number): ReadonlySet<number> {
  return reached([number], (one) => [...(graph.get(one)?.before ?? []), ...(graph.get(one)?.after ?? [])])
}

function neededFor(graph: Graph, milestone: string): ReadonlySet<number> {
  const own = [...graph.values()].filter(({ issue }) => issue.milestone === milestone)
  return reached(
    own.map(({ issue }) => issue.number),
    (one) => [...(graph.get(one)?.before ?? [])],
  )
}

function reached(from: readonly number[], next: (one: number) => readonly number[]): ReadonlySet<number> {
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

function within(of: Iterable<number> | undefined, scope: ReadonlySet<number>): number[] {
  return [...(of ?? [])].filter((one) => scope.has(one))
}

/** Each after all that has to be done before it. `waiting`: those that wait for each other, and for them. */
function inOrder(graph: Graph, scope: ReadonlySet<number>) {
  const waitsFor = new Map([...scope].map((one) => [one, within(graph.get(one)?.before, scope).length]))
  const ready = [...scope].filter((one) => waitsFor.get(one) === 0)
  const order: number[] = []
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
function cycleIn(graph: Graph, waiting: ReadonlySet<number>): number[] {
  const walked: number[] = []
  const seen = new Set<number>()
  let at = Math.min(...waiting)
  while (!seen.has(at)) {
    walked.push(at)
    seen.add(at)
    at = Math.min(...within(graph.get(at)?.before, waiting))
  }
  return walked.slice(walked.indexOf(at)).reverse().slice(0, MAX_SHOWN)
}

interface Chain {
  /** With the issue's own. */
  readonly minutes: number
  readonly next: number | undefined
}
type Chains = ReadonlyMap<number, Chain>

/** Of each issue the longest chain that ends with it, or that begins with it. */
function longestChains(
  graph: Graph,
  scope: ReadonlySet<number>,
  { order, from }: { readonly order: readonly number[]; readonly from: 'before' | 'after' },
): Chains {
  const chains = new Map<number, Chain>()
  for (const one of order) {
    const [best] = within(graph.get(one)?.[from], scope).sort(
      (a, b) => minutesTo(chains, b) - minutesTo(chains, a) || a - b,
    )
    const minutes = weightOf(graph, one) + (best === undefined ? 0 : minutesTo(chains, best))
    chains.set(one, { minutes, next: best })
  }
  return chains
}

function minutesTo(chains: Chains, number: number): number {
  return chains.get(number)?.minutes ?? 0
}

function chain(chains: Chains, number: number): number[] {
  const all: number[] = []
  for (let at: number | undefined = number; at !== undefined; at = chains.get(at)?.next) all.push(at)
  return all
}
