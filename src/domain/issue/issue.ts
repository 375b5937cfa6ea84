import { z } from 'zod'

/** Owner and repository names as GitHub allows them; nothing else may become part of a path, a URL or a query. */
export const Slug = z
  .string()
  .regex(/^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/, 'letters, digits, ".", "_" and "-" only')

export const RepositoryRef = z.strictObject({ owner: Slug, repo: Slug })
export type RepositoryRef = z.infer<typeof RepositoryRef>

export const IssueRef = z.strictObject({ owner: Slug, repo: Slug, number: z.int().positive() })
export type IssueRef = z.infer<typeof IssueRef>

/** `owner/repo#12`: names an issue in queues, logs and messages. */
export type IssueKey = `${string}/${string}#${number}`

export function issueKey({ owner, repo, number }: IssueRef): IssueKey {
  return `${owner}/${repo}#${number}`
}

export function parseIssueKey(key: string): IssueRef {
  const match = /^([^/]+)\/([^#]+)#(\d+)$/.exec(key)
  if (!match) throw new Error(`not an issue key: ${JSON.stringify(key)}; expected owner/repo#number`)
  return IssueRef.parse({ owner: match[1], repo: match[2], number: Number(match[3]) })
}

/** A person's real permission, as `role_name` of the collaborator permission endpoint gives it. */
export const Role = z.enum(['none', 'read', 'triage', 'write', 'maintain', 'admin'])
export type Role = z.infer<typeof Role>

/** Whose word counts. */
export function mayWrite(role: Role): boolean {
  return hasAtLeast(role, 'write')
}

/** Each role may do what those before it may. */
export function hasAtLeast(role: Role, least: Role): boolean {
  return Role.options.indexOf(role) >= Role.options.indexOf(least)
}
