import type { EmbeddedGitHubInProcess } from '@speculate-dev/embedded-github'
import type { RequestFault } from '../faults/fault.ts'
import type { Injector } from '../faults/injector.ts'
import type { Random } from '../random.ts'
import type { VirtualTime } from '../time/virtual-time.ts'
import { answerOf, isBefore, isRead, withoutSomething } from './broken-answers.ts'
import type { Life } from './life.ts'
import type { Trail } from './trail.ts'

/** A request of the app, as the trail tells it. */
export interface AppRequest {
  readonly method: string
  readonly path: string
  /** Of GraphQL: `query` or `mutation` and its name. */
  readonly operation: string | undefined
}

interface Network {
  readonly time: VirtualTime
  readonly random: Random
  readonly github: EmbeddedGitHubInProcess
  readonly injector: Injector
  readonly trail: Trail
  readonly die: (life: Life, downMs: number) => void
  /** Told of what lets the app create something twice: an effect that comes late, or a look for it that sees too little. */
  readonly onUnsure: () => void
  /** Told of each request once it has taken effect. */
  readonly onEffect: (request: AppRequest) => void
}

type State = EmbeddedGitHubInProcess['state']

/** GitHub as it was. */
interface Past {
  readonly at: number
  readonly state: State
}

/** How long what was written can be missing where GitHub is read. */
const UNSEEN_SECONDS = 30

/** The way from the app to GitHub: requests arrive one after the other, each after a time of its own, and the plan breaks some. */
export function createNetwork(network: Network) {
  let past: Past | undefined
  /** As it was before what the last process has written last. */
  let unseen: Past | undefined
  const { time, random, github, injector, trail, die, onUnsure, onEffect } = network
  const showAsOf = (state: State, request: AppRequest) => {
    // Tokens are known everywhere at once.
    github.faults.add({ on: {}, fault: { kind: 'stale', asOf: { ...state, tokens: github.state.tokens } } })
    // What is not among the facts is looked for before it is created.
    if (request.operation !== 'query Facts') onUnsure()
  }
  const handle = async (input: Parameters<typeof fetch>[0], init: RequestInit, request: AppRequest) => {
    const { signal: _ours, ...sent } = init
    const answer = await github.fetch(input, sent)
    onEffect(request)
    return answer
  }
  return {
    fetchFor:
      (life: Life): typeof fetch =>
      (input, init = {}) => {
        if (!life.isAlive()) return Promise.reject(gone())
        const request = requestOf(input, init)
        const { fault, death, isStaleSoon } = injector.onRequest({
          isWrite: isWrite(request),
          isCreation: isCreation(request),
        })
        if (isStaleSoon) past = { at: time.now(), state: structuredClone(github.state) }
        const told = `${request.method} ${request.operation ?? request.path}`
        if (death?.when === 'before') {
          die(life, death.downMs)
          return Promise.reject(gone())
        }
        return new Promise((resolve, reject) => {
          life.onEnd(() => reject(gone()))
          let isAnswered = false
          const answer = (settle: () => void, status: string) => {
            if (isAnswered || !life.isAlive()) return
            isAnswered = true
            trail.note(`${life.number} ${told} → ${status}`)
            settle()
          }
          init.signal?.addEventListener(
            'abort',
            () => answer(() => reject(init.signal?.reason), 'no answer'),
            {
              once: true,
            },
          )
          const back = (settled: Promise<Response>) =>
            settled.then(
              (response) =>
                time.after(random.between(20, 200), () =>
                  answer(() => resolve(response), `${response.status}`),
                ),
              (error: unknown) => time.after(20, () => answer(() => reject(error), 'cut')),
            )
          time.after(random.between(20, 200) + lateness(fault), async () => {
            if (fault && isBefore(fault)) return void back(answerOf(fault, undefined, time.now()))
            const isNow = (from: Past, seconds: number) => time.now() - from.at <= seconds * 1_000
            if (fault?.kind === 'stale' && isRead(request) && past && isNow(past, fault.seconds))
              showAsOf(past.state, request)
            else if (unseen && request.operation === 'query Facts') {
              if (isNow(unseen, UNSEEN_SECONDS)) showAsOf(unseen.state, request)
              unseen = undefined
            }
            if (lateness(fault) >= PATIENCE_MS) onUnsure()
            const before = {
              at: time.now(),
              state: death?.isUnseen ? structuredClone(github.state) : undefined,
            }
            const response = await handle(input, init, request)
            if (death) {
              unseen = before.state && { at: before.at, state: before.state }
              return die(life, death.downMs)
            }
            if (fault?.kind === 'no-answer') return
            if (fault?.kind === 'partial-data') return void back(withoutSomething(response, fault.pick))
            return void back(fault ? answerOf(fault, response, time.now()) : Promise.resolve(response))
          })
        })
      },
  }
}

/**
 * What a dead process's request ends with: a library may hold it in a place that all processes of a simulation share, and others would
 * wait for it.
 */
function gone(): Error {
  return new TypeError('the process is dead')
}

/** As long as the app waits. */
const PATIENCE_MS = 15_000
/** Longer than that, with what it tries after it. */
const GIVEN_UP_MS = 33_000

function lateness(fault: RequestFault | undefined): number {
  if (fault?.kind === 'slow') return fault.ms
  return fault?.kind === 'no-answer' && fault.happens === 'late' ? GIVEN_UP_MS : 0
}

/** What the app asks for. */
export function requestOf(
  input: Parameters<typeof fetch>[0],
  { method = 'GET', body }: RequestInit,
): AppRequest {
  const url = new URL(input instanceof Request ? input.url : input)
  const operation =
    typeof body === 'string' ? /^\{"query":"((?:query|mutation) \w+)/.exec(body)?.[1] : undefined
  return { method, path: url.pathname.replace('/api/v3', ''), operation }
}

/** Makes something that could be there twice. */
function isCreation({ method, path, operation }: AppRequest): boolean {
  return (method === 'POST' && path.endsWith('/comments')) || operation === 'mutation CreatePullRequest'
}

/** Changes something on GitHub that anybody could see; tokens are no such thing. */
export function isWrite(request: AppRequest): boolean {
  return !isRead(request) && !/\/(?:access_tokens|attempts)$/.test(request.path)
}
