import { restRoutes } from '../../../packages/embedded-github/src/rest/routes.ts'
import { cachedFile } from './cached.ts'
import { describedContents } from './documents.ts'
import { findOperation } from './find-operation.ts'
import { answerOf, bodyOf, deliveryOf, queryOf, type Subject, validatorOf } from './subjects.ts'

/**
 * Compiles what the tests need before any of them runs: it takes seconds once, and a test that waits for as long loses its connections.
 * `name` is that of the file that says it has been done.
 */
export function prepareValidators(name: string): void {
  cachedFile(name, () => {
    for (const subject of everySubject()) validatorOf(subject)
    return ''
  })
}

const EVENTS =
  /^(?:issues|issue-comment|label|pull-request|pull-request-review|check-run|check-suite|workflow-run|workflow-job)-[a-z]+(?:-[a-z]+)*$|^(?:push|create|delete|status|ping|installation-created)$/

function everySubject(): Subject[] {
  const limits = { use: never, now: never }
  const operations = restRoutes(limits).flatMap(({ method, path }) => {
    return findOperation(method, path.replaceAll(/:\w+(?:\{[^}]*\})?/g, 'x')) ?? []
  })
  const ofCalls = operations.flatMap((operation) => [
    queryOf(operation),
    ...(operation.takesBody === 'no' ? [] : [bodyOf(operation)]),
    ...Object.keys(operation.answers).map((status) => answerOf(operation, Number(status))),
  ])
  const deliveries = describedContents().deliveries.filter((name) => EVENTS.test(name))
  return [...ofCalls, ...deliveries.map(deliveryOf)]
}

function never(): never {
  throw new Error('no call is made')
}
