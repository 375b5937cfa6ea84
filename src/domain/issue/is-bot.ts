import type { PullRequestEvent } from '../forge/forge-facts.ts'

/** What a bot does is no person's choice. Where the kind of account is not known, its name says it. */
export function isBotsAct({ actor, actorType, ours }: PullRequestEvent): boolean {
  return !ours && (actorType === 'Bot' || (actor !== undefined && isBotName(actor)))
}

/** GitHub lets no person have brackets in a login; the name in a commit can be anything. */
export function isBotName(name: string): boolean {
  return name.endsWith('[bot]')
}
