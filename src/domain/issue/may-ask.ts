import { commandText } from './command.ts'

/** What could ask for a run, or for an answer, on an issue. */
export interface IssueWords {
  /** Without it it does not matter how new it is. */
  readonly createdAt?: string | undefined
  readonly body: string
  readonly labels: readonly string[]
  /** The last ones; `at` is when each became what it is. */
  readonly comments: readonly { readonly body: string; readonly at: string }[]
}

/**
 * Whether something since then may be for us: a command, words in the text, a label that says a risk, or that the issue is new, because
 * the settings may want a run of it. It says only that somebody has to look.
 */
export function mayAskSince({ createdAt, body, labels, comments }: IssueWords, since: string): boolean {
  const isSince = (at: string) => Date.parse(at) >= Date.parse(since)
  if ((createdAt !== undefined && isSince(createdAt)) || mayAskInText(body) || labels.some(saysRisk))
    return true
  return comments.some((one) => isSince(one.at) && commandText(one.body) !== undefined)
}

export function mayAskInText(body: string): boolean {
  return /dk_(?:speculate|risk)/.test(body)
}

export function saysRisk(label: string): boolean {
  return /risk|security|vulnerability|cve|data.loss|incident|outage/i.test(label)
}
