import type { ProbotOctokit } from 'probot'
import { SETTINGS_FILE } from '../../../domain/settings-file.ts'
import type { AccountSettings } from '../../../ports/forge.ts'
import { NotInstalled } from '../../../ports/forge-errors.ts'
import { statusOf } from '../connection/sending/github-errors.ts'
import { textOf } from './read-contents.ts'

const MAX_BYTES = 64 * 1024
/** Until then it is not asked again whether the App is installed there by now. */
const ABSENT_FOR_MS = 10 * 60_000

/** Opens the repository `.github` of an account; throws `NotInstalled`. */
type Open = (owner: string) => Promise<ProbotOctokit>

interface Known {
  readonly octokit: ProbotOctokit
  /** What GitHub has called the answer by, and what it held. */
  readonly etag?: string | undefined
  readonly settings?: AccountSettings
}

/**
 * Reads what accounts say for all their repositories, from the default branch of their repository `.github`: where the App is installed on
 * it, and nowhere else. What has not changed costs nothing of GitHub's limits.
 */
export function createAccountReading(open: Open): (owner: string) => Promise<AccountSettings> {
  const known = new Map<string, Known>()
  const absent = new Map<string, number>()
  return async (owner) => {
    const key = owner.toLowerCase()
    if ((absent.get(key) ?? 0) > performance.now()) return { kind: 'not installed' }
    try {
      const before = known.get(key) ?? { octokit: await open(owner) }
      const now = await read(owner, before)
      known.set(key, now)
      return now.settings ?? { kind: 'no file' }
    } catch (error) {
      known.delete(key)
      if (!(error instanceof NotInstalled)) throw error
      absent.set(key, performance.now() + ABSENT_FOR_MS)
      return { kind: 'not installed' }
    }
  }
}

async function read(owner: string, before: Known): Promise<Known> {
  try {
    const answer = await before.octokit.request('GET /repos/{owner}/{repo}/contents/{path}', {
      ...{ owner, repo: '.github', path: SETTINGS_FILE },
      headers: before.etag === undefined ? {} : { 'if-none-match': before.etag },
    })
    const text = textOf(answer.data, { path: `${SETTINGS_FILE} of ${owner}/.github`, maxBytes: MAX_BYTES })
    const { octokit } = before
    return { octokit, etag: answer.headers.etag, settings: { kind: 'text', text } }
  } catch (error) {
    const status = statusOf(error)
    if (status === 304 && before.settings) return before
    if (status === 404) return { octokit: before.octokit, settings: { kind: 'no file' } }
    throw error
  }
}
