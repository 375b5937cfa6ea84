import type { ProbotOctokit } from 'probot'
import { statusOf } from './github-errors.ts'

interface Known {
  readonly etag: string
  readonly data: unknown
}

const MOST_KNOWN = 100

/** Reads what is often asked and seldom changes: GitHub says that it is as it was, and counts nothing. */
export type Remembered = (route: string, parameters: Readonly<Record<string, unknown>>) => Promise<unknown>

export function rememberedAnswers(octokit: ProbotOctokit): Remembered {
  const known = new Map<string, Known>()
  return async (route, parameters) => {
    const key = JSON.stringify([route, parameters])
    const before = known.get(key)
    try {
      const headers = before ? { 'if-none-match': before.etag } : {}
      const { data, headers: answered } = await octokit.request(route, { ...parameters, headers })
      known.delete(key)
      if (answered.etag !== undefined) known.set(key, { etag: answered.etag, data })
      if (known.size > MOST_KNOWN) known.delete([...known.keys()][0] ?? '')
      return data
    } catch (error) {
      if (statusOf(error) === 304 && before) return before.data
      throw error
    }
  }
}
