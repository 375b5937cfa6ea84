import type { PullRequestEvent } from '../run/snapshot.ts'

/** What a bot does is nobody's choice. Where the kind of account was not asked for, or is not told, its name says it. */
export function isBotsAct({ actor, actorType, ours }: PullRequestEvent): boolean {
  return !ours && (actorType === 'Bot' || (actor !== undefined && isBotName(actor)))
}

/** GitHub lets no person have brackets in a login; the name in a commit can be anything. */
export function isBotName(name: string): boolean {
  return name.endsWith('[bot]')
}
