import { type DocumentNode, type FieldNode, Kind, type SelectionNode, type SelectionSetNode } from 'graphql'

export interface QueryCost {
  /** The points taken from the caller's allowance. */
  readonly points: number
  /** How many nodes it may answer at most. */
  readonly nodes: number
}

/**
 * As GitHub documents it ("Rate limits and query limits for the GraphQL API"): one request for each connection of each parent, every
 * page taken to be full, divided by 100, rounded, and at least 1.
 */
export function queryCost(document: DocumentNode, variables: Readonly<Record<string, unknown>>): QueryCost {
  const fragments = new Map<string, Cost>()
  const ofFragment = (name: string, depth: number): Cost => {
    const known = fragments.get(name)
    if (known) return known
    // Until it is counted: one that names itself has no end, and GitHub refuses it before it counts.
    fragments.set(name, NOTHING)
    const cost = ofAll(fragmentOf(document, name), depth)
    fragments.set(name, cost)
    return cost
  }
  const ofOne = (selection: SelectionNode, depth: number): Cost => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(selection.name.value, depth)
    const inner = ofAll(selection.selectionSet, depth)
    if (selection.kind !== Kind.FIELD) return inner
    const size = pageSize(selection, variables)
    if (size !== undefined) return { requests: 1 + size * inner.requests, nodes: size + size * inner.nodes }
    // Of what is named by its ids, each has its own connections.
    const named = namedBy(selection, variables)
    return { requests: named * inner.requests, nodes: named * inner.nodes }
  }
  const ofAll = (selections: SelectionSetNode | undefined, depth: number): Cost =>
    depth > MAX_DEPTH ? NOTHING : sum(selections?.selections.map((one) => ofOne(one, depth + 1)) ?? [])
  const { requests, nodes } = sum(
    document.definitions.map((one) =>
      one.kind === Kind.OPERATION_DEFINITION ? ofAll(one.selectionSet, 0) : NOTHING,
    ),
  )
  return { points: Math.max(1, Math.round(requests / 100)), nodes }
}

/** What is asked for with each of its parents. */
interface Cost {
  readonly requests: number
  readonly nodes: number
}

const NOTHING: Cost = { requests: 0, nodes: 0 }
const MAX_DEPTH = 60

function sum(costs: readonly Cost[]): Cost {
  return costs.reduce((a, b) => ({ requests: a.requests + b.requests, nodes: a.nodes + b.nodes }), NOTHING)
}

function fragmentOf(document: DocumentNode, name: string): SelectionSetNode | undefined {
  const found = document.definitions.find(
    (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === name,
  )
  return found && 'selectionSet' in found ? found.selectionSet : undefined
}

/** How many `ids` it is given; one where it takes none. */
function namedBy({ arguments: given = [] }: FieldNode, variables: Readonly<Record<string, unknown>>): number {
  const argument = given.find(({ name }) => name.value === 'ids')
  if (argument?.value.kind === Kind.LIST) return argument.value.values.length
  const value = argument?.value.kind === Kind.VARIABLE ? variables[argument.value.name.value] : undefined
  return Array.isArray(value) ? value.length : 1
}

/** `first` or `last`, written out or given by a variable. */
function pageSize({ arguments: given = [] }: FieldNode, variables: Readonly<Record<string, unknown>>) {
  const argument = given.find(({ name }) => name.value === 'first' || name.value === 'last')
  if (argument?.value.kind === Kind.INT) return Number(argument.value.value)
  if (argument?.value.kind !== Kind.VARIABLE) return undefined
  const value = variables[argument.value.name.value]
  return typeof value === 'number' ? value : undefined
}
