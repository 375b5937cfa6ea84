import { z } from 'zod'

/** The few calls that a person at a browser would make, as that person and over HTTP. */
export interface GitHubClient {
  createLabel(label: { name: string; color: string; description: string }): Promise<void>
  createIssue(title: string, body: string): Promise<number>
  addLabel(issue: number, label: string): Promise<void>
  removeLabel(issue: number, label: string): Promise<void>
  issue(issue: number): Promise<z.infer<typeof Issue>>
  comments(issue: number): Promise<z.infer<typeof Comments>>
  pullRequest(number: number): Promise<z.infer<typeof PullRequest>>
}

interface Account {
  readonly apiUrl: string
  /** `owner/repo` */
  readonly repository: string
  readonly token: string
}

const Labels = z.array(z.object({ name: z.string() }))
const Issue = z.object({ number: z.int(), state: z.string(), labels: Labels, html_url: z.string() })
const Comments = z.array(z.object({ body: z.string(), user: z.object({ login: z.string() }) }))
const PullRequest = z.object({
  number: z.int(),
  state: z.enum(['open', 'closed']),
  draft: z.boolean(),
  merged: z.boolean(),
  labels: Labels,
  html_url: z.string(),
  head: z.object({ ref: z.string(), sha: z.string() }),
})

export function createGitHubClient({ apiUrl, repository, token }: Account): GitHubClient {
  const call = async <T>(schema: z.ZodType<T>, method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${apiUrl}/repos/${repository}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const answer: unknown = await response.json()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`)
    return schema.parse(answer)
  }
  return {
    createLabel: async (label) => {
      await call(z.unknown(), 'POST', '/labels', label)
    },
    createIssue: async (title, body) => (await call(Issue, 'POST', '/issues', { title, body })).number,
    addLabel: async (issue, label) => {
      await call(Labels, 'POST', `/issues/${issue}/labels`, { labels: [label] })
    },
    removeLabel: async (issue, label) => {
      await call(Labels, 'DELETE', `/issues/${issue}/labels/${encodeURIComponent(label)}`)
    },
    issue: (issue) => call(Issue, 'GET', `/issues/${issue}`),
    comments: (issue) => call(Comments, 'GET', `/issues/${issue}/comments`),
    pullRequest: (number) => call(PullRequest, 'GET', `/pulls/${number}`),
  }
}
