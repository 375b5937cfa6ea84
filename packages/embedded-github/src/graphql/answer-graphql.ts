import { withoutUndefined } from '@speculate-dev/system'
import {
  type DocumentNode,
  execute,
  type GraphQLError,
  GraphQLError as GraphQLFailure,
  type GraphQLFieldResolver,
  Kind,
  OperationTypeNode,
  OverlappingFieldsCanBeMergedRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql'
import { ApiError } from '../api-error.ts'
import type { Actor, GitHub } from '../github.ts'
import type { Answer } from '../http/call.ts'
import type { RateLimits } from '../http/rate-limits.ts'
import { mutations } from './mutations/mutations.ts'
import { queries } from './queries.ts'
import { type QueryCost, queryCost } from './query-cost.ts'
import { githubSchema } from './schema.ts'
import { commitView } from './views/commit-view.ts'
import { commentView } from './views/issue-view.ts'
import { pullRequestView, reviewView } from './views/pull-request-view.ts'
import { refView, repositoryView } from './views/repository-view.ts'
import type { Objects } from './views/view.ts'

interface Request {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly operationName: string | undefined
}

/** 200 whatever happens, once the caller is known; what went wrong stands in `errors`, each with GitHub's `type`. */
export async function answerGraphql(
  github: GitHub,
  { actor, call, limits }: { readonly actor: Actor; readonly call: GraphqlCall; readonly limits: RateLimits },
): Promise<Answer> {
  const { document, variables, operationName, cost } = call
  if (actor.kind === 'anonymous') throw new ApiError(401, 'This endpoint requires you to be authenticated.')
  if (actor.kind === 'app') throw new ApiError(403, 'Resource not accessible by integration')
  const schema = githubSchema()
  if (document instanceof Error) return failure([{ message: document.message }])
  const mistakes = mistakesIn(document)
  if (mistakes.length > 0) return failure(mistakes.map((error) => ({ ...error.toJSON() })))
  if (cost.nodes > MAX_NODES) return failure([tooManyNodes(cost)])
  const view = { github, actor, objects: OBJECTS }
  const result = await execute({
    schema,
    document,
    rootValue: {
      ...queries(view, { limits, cost }),
      ...mutations(view),
    },
    variableValues: variables,
    operationName: operationName ?? null,
    fieldResolver: honestResolver,
  })
  return {
    status: 200,
    body: { data: result.data ?? null, ...withoutUndefined({ errors: result.errors?.map(describe) }) },
  }
}

const MAX_NODES = 500_000

const known = new WeakMap<DocumentNode, readonly GraphQLError[]>()

function mistakesIn(document: DocumentNode): readonly GraphQLError[] {
  const mistakes = known.get(document) ?? validate(githubSchema(), document, RULES)
  known.set(document, mistakes)
  return mistakes
}

function tooManyNodes({ nodes }: QueryCost) {
  const count = nodes.toLocaleString('en')
  const message = `This query requests up to ${count} possible nodes which exceeds the maximum limit of 500,000.`
  return { type: 'MAX_NODE_LIMIT_EXCEEDED', message }
}

/** GitHub's own command line asks for `state` of an issue and of a pull request in one answer, and GitHub lets it. */
const RULES = specifiedRules.filter((rule) => rule !== OverlappingFieldsCanBeMergedRule)

const OBJECTS: Objects = {
  repositoryView,
  refView,
  commitView,
  commentView,
  reviewView,
  pullRequestView,
}

/** A call as it is read, before anybody knows whose it is. */
export interface GraphqlCall extends Request {
  /** What is wrong with a document that cannot be read. */
  readonly document: DocumentNode | Error
  /** Name of the operation and its top-level fields; empty for what cannot be read. */
  readonly operations: readonly string[]
  /** Changes something. */
  readonly isMutation: boolean
  /** What it takes from the points of its caller; what cannot be read takes the least. */
  readonly cost: QueryCost
}

export function readGraphqlCall(body: unknown): GraphqlCall {
  const request = readRequest(body)
  const document = parsed(request.query)
  if (document instanceof Error)
    return { ...request, document, operations: [], isMutation: false, cost: { points: 1, nodes: 0 } }
  const operations = operationsOf(document, request.operationName)
  const isMutation = document.definitions.some(
    (one) => one.kind === Kind.OPERATION_DEFINITION && one.operation === OperationTypeNode.MUTATION,
  )
  return { ...request, document, operations, isMutation, cost: queryCost(document, request.variables) }
}

function operationsOf(document: DocumentNode, operationName: string | undefined): readonly string[] {
  return document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return []
    const name = definition.name?.value
    if (operationName !== undefined && name !== operationName) return []
    const fields = definition.selectionSet.selections.flatMap((selection) =>
      selection.kind === Kind.FIELD ? [selection.name.value] : [],
    )
    return name === undefined ? fields : [name, ...fields]
  })
}

function readRequest(body: unknown): Request {
  const record = isRecord(body) ? body : {}
  const { query, variables, operationName } = record
  return {
    query: typeof query === 'string' ? query : '',
    variables: isRecord(variables) ? variables : {},
    operationName: typeof operationName === 'string' ? operationName : undefined,
  }
}

/** Clients ask the same again and again: what was parsed last is remembered. */
const MOST_REMEMBERED = 200
const remembered = new Map<string, DocumentNode>()

function parsed(query: string): DocumentNode | Error {
  const before = remembered.get(query)
  if (before) return before
  try {
    const document = parse(query)
    if (remembered.size >= MOST_REMEMBERED) remembered.delete(remembered.keys().next().value ?? '')
    remembered.set(query, document)
    return document
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

function failure(errors: readonly unknown[]): Answer {
  return { status: 200, body: { errors } }
}

/** The default resolver, but what this server has no answer for is an error and never a silent null. */
const honestResolver: GraphQLFieldResolver<unknown, unknown> = (source, args, context, info) => {
  if (!isRecord(source)) return undefined
  if (!(info.fieldName in source)) {
    throw new GraphQLFailure(
      `${info.parentType.name}.${info.fieldName} is not implemented by the embedded GitHub`,
    )
  }
  const property = source[info.fieldName]
  return typeof property === 'function' ? property(args, context, info) : property
}

function describe(error: GraphQLError): Record<string, unknown> {
  const { originalError } = error
  const expected = originalError instanceof ApiError || originalError instanceof GraphQLFailure
  if (originalError !== undefined && !expected) console.error(originalError)
  const [first] = originalError instanceof ApiError ? (originalError.errors ?? []) : []
  return {
    ...(originalError instanceof ApiError ? { type: typeOf(originalError) } : {}),
    path: error.path,
    locations: error.locations,
    message: (typeof first === 'string' ? first : first?.message) ?? error.message,
  }
}

function typeOf(error: ApiError): string {
  if (error.status === 403 || error.status === 401) return 'FORBIDDEN'
  if (error.status === 404) return 'NOT_FOUND'
  return 'UNPROCESSABLE'
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
