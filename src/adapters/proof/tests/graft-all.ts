import { mkdir, mkdtemp, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import type { CandidateId } from '../../../domain/candidate/candidate.ts'
import type { GraftResult } from '../../../ports/workspace.ts'
import { removeTree } from '../../git/remove-tree.ts'
import { writeRepository } from '../../git/repository-files.ts'
import { type GraftTests, graftTests } from './graft-tests.ts'

interface GraftAll {
  readonly mirror: string
  /** Directory for repositories that live as long as the making of a commit. */
  readonly scratch: string
  readonly onto: string
  readonly wanted: readonly Omit<GraftTests, 'gitDir' | 'onto'>[]
}

/** One after the other, each in a repository of its own that only reads the objects of the mirror. */
export async function graftAll({ mirror, scratch, onto, wanted }: GraftAll) {
  const alternates = await realpath(join(mirror, 'objects'))
  await mkdir(scratch, { recursive: true })
  const grafts: { readonly author: CandidateId; readonly made: GraftResult }[] = []
  for (const one of wanted) {
    const gitDir = await mkdtemp(join(scratch, 'graft-'))
    try {
      await writeRepository(gitDir, { alternates, head: onto, hasWorkTree: false })
      const made = await graftTests({ ...one, gitDir, onto }).catch((): GraftResult => UNREADABLE)
      grafts.push({ author: one.author, made })
    } finally {
      await removeTree(gitDir)
    }
  }
  return grafts
}

const UNREADABLE: GraftResult = { kind: 'none', reason: 'its tests could not be applied to the winner' }
