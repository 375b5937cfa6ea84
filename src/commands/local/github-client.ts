import { Octokit } from '@octokit/rest'

interface Account {
  readonly apiUrl: string
  /** `owner/repo` */
  readonly repository: string
  readonly token: string
}

export type GitHubClient = ReturnType<typeof createGitHubClient>

/** The few calls that a person at a browser would make, as that person and over HTTP. */
export function createGitHubClient({ apiUrl, repository, token }: Account) {
  const { rest } = new Octokit({ baseUrl: apiUrl, auth: token, log: SILENT })
  const [owner = '', repo = ''] = repository.split('/')
  const of = (issue: number) => ({ owner, repo, issue_number: issue })
  return {
    createLabel: (label: { name: string; color: string; description: string }) =>
      rest.issues.createLabel({ owner, repo, ...label }),
    async createIssue(title: string, body: string) {
      const { data } = await rest.issues.create({ owner, repo, title, body })
      return data.number
    },
    addLabel: (issue: number, label: string) => rest.issues.addLabels({ ...of(issue), labels: [label] }),
    removeLabel: (issue: number, label: string) => rest.issues.removeLabel({ ...of(issue), name: label }),
    async issue(issue: number) {
      const { data } = await rest.issues.get(of(issue))
      return { number: data.number, url: data.html_url, labels: names(data.labels) }
    },
    async comments(issue: number) {
      const { data } = await rest.issues.listComments(of(issue))
      return data.map(({ body = '', user }) => ({ body, author: user?.login ?? '' }))
    },
    async pullRequest(number: number) {
      const { data } = await rest.pulls.get({ owner, repo, pull_number: number })
      const { html_url: url, head, state, draft = false, labels } = data
      return { number, url, head: head.sha, state, draft, labels: names(labels) }
    },
  }
}

/** A call that fails throws, and that is enough: the terminal belongs to the run. */
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing }

function nothing(): void {}

function names(labels: readonly (string | { readonly name?: string })[]): string[] {
  return labels.map((label) => (typeof label === 'string' ? label : (label.name ?? '')))
}
