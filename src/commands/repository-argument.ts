import { RepositoryRef } from '../domain/issue/issue.ts'
import { CommandError } from './command-error.ts'

/** `OWNER/REPO`, as it is typed. */
export function repositoryArgument(text: string): RepositoryRef {
  const [owner, repo, ...more] = text.split('/')
  const { data } = RepositoryRef.safeParse({ owner, repo })
  if (!data || more.length > 0) throw new CommandError(`${text} is not a repository; expected OWNER/REPO`)
  return data
}
