import type { CheckVerdict } from '../../domain/checks/evidence.ts'

/** Whoever reports a check chooses its address, so it is linked only when it leads to this repository. */
export function checkUrl(
  { url, checkRunId }: Pick<CheckVerdict, 'url' | 'checkRunId'>,
  repositoryUrl: string | undefined,
): string | undefined {
  if (
    repositoryUrl === undefined ||
    !/^https?:\/\/[A-Za-z0-9.:-]+(?:\/[A-Za-z0-9._-]+)+$/.test(repositoryUrl)
  )
    return undefined
  const path = url?.startsWith(`${repositoryUrl}/`) ? url.slice(repositoryUrl.length) : undefined
  if (path !== undefined && SAFE_PATH.test(path) && !path.includes('..')) return `${repositoryUrl}${path}`
  return checkRunId === undefined ? undefined : `${repositoryUrl}/runs/${checkRunId}`
}

const SAFE_PATH = /^(?:\/[A-Za-z0-9._-]{1,100}){1,10}$/
