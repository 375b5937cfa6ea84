import { type DocumentNode, type FieldNode, Kind, type SelectionSetNode } from 'graphql'

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
  let requests = 0
  let nodes = 0
  const walk = (selections: SelectionSetNode | undefined, parents: number, depth: number): void => {
    if (depth > MAX_DEPTH) return
    for (const selection of selections?.selections ?? []) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        walk(fragmentOf(document, selection.name.value), parents, depth + 1)
        continue
      }
      const size = selection.kind === Kind.FIELD ? pageSize(selection, variables) : undefined
      if (size !== undefined) {
        requests += parents
        nodes += parents * size
      }
      walk(selection.selectionSet, parents * (size ?? 1), depth + 1)
    }
  }
  for (const one of document.definitions)
    if (one.kind === Kind.OPERATION_DEFINITION) walk(one.selectionSet, 1, 0)
  return { points: Math.max(1, Math.round(requests / 100)), nodes }
}

/** A fragment that names itself has no end; GitHub refuses it before it counts. */
const MAX_DEPTH = 60

function fragmentOf(document: DocumentNode, name: string): SelectionSetNode | undefined {
  const found = document.definitions.find(
    (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === name,
  )
  return found && 'selectionSet' in found ? found.selectionSet : undefined
}

/** `first` or `last`, written out or given by a variable. */
function pageSize({ arguments: given = [] }: FieldNode, variables: Readonly<Record<string, unknown>>) {
  const argument = given.find(({ name }) => name.value === 'first' || name.value === 'last')
  if (argument?.value.kind === Kind.INT) return Number(argument.value.value)
  if (argument?.value.kind !== Kind.VARIABLE) return undefined
  const value = variables[argument.value.name.value]
  return typeof value === 'number' ? value : undefined
}
