/** The one story that all builders tell: who asks for what, where and when. Each test changes what it is about. */
export const NOW = '2026-05-05T12:00:00.000Z'
export const LABELLED_AT = '2026-05-05T11:59:00Z'
export const ISSUE = { owner: 'acme', repo: 'payments', number: 12 }
export const BASE = 'b'.repeat(40)
export const IDS = ['one', 'two', 'three']

export function commitOf(candidate: string): string {
  return Buffer.from(candidate.padEnd(20, '.')).toString('hex').slice(0, 40)
}

/** Of the same commit. */
export function treeOf(candidate: string): string {
  return Buffer.from(`tree ${candidate}`.padEnd(20, '.')).toString('hex').slice(0, 40)
}
