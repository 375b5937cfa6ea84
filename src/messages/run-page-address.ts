import { issueOfSpeculation } from '../domain/run/speculation.ts'

/**
 * Where the dashboard shows a run, by its id: below the address of the server, without a slash at its end, or as a path where none is given.
 * An id keeps the name that its repository had when the run began, and so the address stays.
 */
export function runPageAddress(id: string, server = ''): string {
  const { owner, repo, number } = issueOfSpeculation(id)
  return `${server}/runs/${owner}/${repo}/${number}/${id.slice(id.lastIndexOf('.') + 1)}`
}
