import type { RepositoryRef } from '../../../domain/issue/issue.ts'

type Read<Of, T> = (repository: RepositoryRef, commit: string, of: Of) => Promise<T>

/** Answers about a commit never change, so each is asked for once. Failures are not kept, and the oldest answers go first. */
export function rememberPerCommit<Of extends object, T>(read: Read<Of, T>, limit = LIMIT): Read<Of, T> {
  const known = new Map<string, Promise<T>>()
  return (repository, commit, of) => {
    const key = JSON.stringify([repository, commit, of])
    const found = known.get(key)
    if (found) return found
    const reading = read(repository, commit, of)
    known.set(key, reading)
    reading.catch(() => known.delete(key))
    for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - limit))) known.delete(oldest)
    return reading
  }
}

/** A contract reads some ten files and folders of one commit. */
const LIMIT = 200
