import { createHmac } from 'node:crypto'
import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

/** A webhook secret of the bench alone. */
export const SECRET = 'a secret of more than sixteen characters'

export interface ServerSays {
  readonly webhookUrl?: string
  /** The most memory that its process has held. */
  readonly peakBytes?: number
  /** What its process has computed, PGlite included and Postgres not. */
  readonly cpuMs?: number
  /** Jobs in the queue of reconciles. */
  readonly stored?: number
}

export interface Event {
  readonly name: string
  readonly body: string
}

const repository = { name: 'bench', full_name: 'acme/bench', owner: { login: 'acme' } }
const common = { repository, sender: { login: 'maya' }, installation: { id: 1 }, filler: 'x'.repeat(9_700) }

/** About 10 KB, each about another issue. */
export function labelled(number: number): Event {
  const label = { name: 'speculate' }
  const issue = { number, labels: [label] }
  return { name: 'issues', body: JSON.stringify({ action: 'labeled', label, issue, ...common }) }
}

/** A check of a pull request that is none of ours. */
export function strangersCheck(number: number): Event {
  const head = { head_branch: 'feature', pull_requests: [{ number }] }
  const check_run = { ...head, check_suite: head, name: 'test', conclusion: 'success' }
  return { name: 'check_run', body: JSON.stringify({ action: 'completed', check_run, ...common }) }
}

const agent = new Agent({ keepAlive: true })

/** The status it is answered with. Rejects where no answer comes. */
export function deliver(url: string, { name, body }: Event, id: string): Promise<number> {
  const signature = createHmac('sha256', SECRET).update(body).digest('hex')
  const headers = {
    ...{ 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    ...{ 'x-github-delivery': id, 'x-github-event': name, 'x-hub-signature-256': `sha256=${signature}` },
  }
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers, agent }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0))
    })
    // The server may have given up a connection in the moment when it was used again.
    sent.once('error', (error) =>
      sent.reusedSocket ? resolve(deliver(url, { name, body }, id)) : reject(error),
    )
    sent.end(body)
  })
}

export interface Taken {
  /** Answered with 2xx, in a second. */
  readonly rate: number
  readonly refused: number
  readonly accepted: number
  /** From when each was due to its answer. */
  readonly latencies: readonly number[]
}

export interface Load {
  readonly url: string
  readonly event: (number: number) => Event
  readonly seconds: number
}

/** So many a second, whether or not the ones before have been answered. */
export async function atRate({ url, event, seconds }: Load, perSecond: number): Promise<Taken> {
  const open: Promise<void>[] = []
  const tally = tallying()
  for (let number = 1; number <= seconds * perSecond; number += 1) {
    const due = tally.start + (number * 1_000) / perSecond
    const early = due - performance.now()
    if (early > 0) await pause(early)
    open.push(deliver(url, event(number), `rate-${number}`).then((status) => tally.add(due, status)))
  }
  await Promise.all(open)
  return tally.taken()
}

/** As many as it takes, always so many of them unanswered. */
export async function asFastAsItTakes({ url, event, seconds }: Load, atOnce: number): Promise<Taken> {
  const tally = tallying()
  const end = tally.start + seconds * 1_000
  let number = 0
  const sender = async () => {
    while (performance.now() < end) {
      number += 1
      const before = performance.now()
      tally.add(before, await deliver(url, event(1_000_000 + number), `fast-${number}`))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, sender))
  return tally.taken()
}

function tallying() {
  const start = performance.now()
  const latencies: number[] = []
  let refused = 0
  return {
    start,
    add: (since: number, status: number) => {
      latencies.push(performance.now() - since)
      if (status < 200 || status > 299) refused += 1
    },
    taken: (): Taken => {
      const accepted = latencies.length - refused
      const rate = (accepted * 1_000) / (performance.now() - start)
      return { rate, refused, accepted, latencies }
    },
  }
}
