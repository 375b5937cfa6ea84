import { AsyncLocalStorage } from 'node:async_hooks'
import type { SentRequest } from '../../../../src/adapters/github/connection/sending/create-octokit.ts'
import type { Forge } from '../../../../src/ports/forge.ts'

/** A request, and who asked for it. */
export interface CountedRequest extends SentRequest {
  /** The call of the forge that made it, or what the App does without one. */
  readonly call: string
  /** The file of `src` in which that call stands. */
  readonly file: string
}

interface Asking {
  readonly call: string
  readonly file: string
}

const NOBODY: Asking = { call: 'the App itself', file: 'adapters/github/connection' }

/** Notes every request together with the file that asks for it. */
export function countRequests() {
  const asking = new AsyncLocalStorage<Asking>()
  const requests: CountedRequest[] = []
  return {
    requests,
    onRequest: (request: SentRequest) => {
      requests.push({ ...request, ...(asking.getStore() ?? NOBODY) })
    },
    /** The same forge, each of whose calls is known to what it asks for. */
    noting: (forge: Forge): Forge =>
      new Proxy(forge, {
        get(target, name, receiver) {
          const call: unknown = Reflect.get(target, name, receiver)
          if (typeof call !== 'function') return call
          return (...given: readonly unknown[]) =>
            asking.run({ call: String(name), file: askingFile() }, () => Reflect.apply(call, target, given))
        },
      }),
  }
}

function askingFile(): string {
  const lines = (new Error('where').stack ?? '').split('\n')
  const [, file = '?'] = lines.map((line) => /\/src\/([^:)]+\.ts)/.exec(line)).find(Boolean) ?? []
  return file
}

/** What changes something; queries of GraphQL are POSTs too. */
export function isWrite({ method, operation }: SentRequest): boolean {
  return method !== 'GET' && (operation === undefined || operation.startsWith('mutation'))
}

/** What GitHub counts towards its limit of new content: pull requests, comments, reviews, requests for a review. */
export function isCreation({ method, path, operation = '' }: SentRequest): boolean {
  if (/^mutation (AddComments?|AddReviews?|CreatePullRequest)\b/.test(operation)) return true
  return method === 'POST' && /\/(pulls|comments|reviews|requested_reviewers|issues)$/.test(path)
}

/** Tokens and who the App is: asked for once an hour, whatever runs. */
export function isOfApp({ path }: SentRequest): boolean {
  return /\/(access_tokens|installation|installations|app)(\?|$)/.test(path)
}
