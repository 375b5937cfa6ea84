import { type Check, ok, warn } from './check.ts'

const PATIENCE_MS = 3_000

/** Whether a server runs at this address of this machine, and can do its work. */
export function checkServer(url: string): Check {
  return async () => {
    const status = await statusOf(`${url}/readyz`)
    if (status === undefined) return [ok('server', `none runs at ${url} just now`)]
    if (status === 200) return [ok('server', `runs at ${url} and is ready`)]
    const next = 'Look at its log; /readyz there says what it waits for.'
    return [warn('server', `what runs at ${url} is not ready (${status})`, next)]
  }
}

async function statusOf(url: string): Promise<number | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS), redirect: 'manual' })
    await response.body?.cancel()
    return response.status
  } catch {
    return undefined
  }
}
