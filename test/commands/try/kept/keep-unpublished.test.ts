import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { beforeEach, expect, it } from 'vitest'
import { readPatchFile } from '../../../../src/adapters/audit/patch-files.ts'
import type { Outcome } from '../../../../src/commands/local/outcome.ts'
import { keepPatches } from '../../../../src/commands/try/kept/keep-patches.ts'
import { keepUnpublished } from '../../../../src/commands/try/kept/keep-unpublished.ts'
import { whatNext } from '../../../../src/commands/try/what-next.ts'
import { anAttempt } from '../../../builders/candidate/attempt.ts'
import { anOutcome } from '../../../builders/candidate/outcome.ts'
import { anOrigin, type Origin } from '../an-origin.ts'

let origin: Origin
beforeEach(async () => {
  origin = await anOrigin()
})

it('makes a branch of a patch that was never published, and leaves nothing else beside the clone', async () => {
  const { folder, path, git } = origin
  await git('.', 'clone', '--quiet', path, 'clone')
  await writeFile(join(path, 'a.txt'), 'after\n')
  await git('origin', 'commit', '--quiet', '--all', '-m', 'patch')
  const bundled = ['bundle', 'create', '--quiet', '-', 'main', '^main~1']
  const bundle = (await execa('git', bundled, { cwd: path, encoding: 'buffer' })).stdout
  const commit = await git('origin', 'rev-parse', 'main')

  const patch = anOutcome('cheat')
  if (patch.kind !== 'patch') throw new Error('no patch')
  const attempts = [anAttempt('cheat', { outcome: { ...patch, patch: { ...patch.patch, commit } } })]
  const store = { attempts: async () => attempts, bundle: async () => bundle }
  const outcome = {
    speculation: 'local/shop#1.1',
    base: await git('clone', 'rev-parse', 'HEAD'),
    decision: { kind: 'escalate' },
    candidates: [
      { id: 'cheat', branch: 'speculate/1.1/cheat', head: null },
      { id: 'mute', branch: 'speculate/1.1/mute', head: null },
    ],
  } as unknown as Outcome
  const clone = join(folder, 'clone')
  const unpublished = await keepUnpublished(clone, outcome, store)
  expect(unpublished).toEqual(['cheat'])
  expect(await git('clone', 'diff', 'HEAD', 'speculate/1.1/cheat')).toContain('+after')
  expect((await readdir(folder)).toSorted()).toEqual(['clone', 'origin'])

  const log = join(folder, 'log/audit.jsonl')
  const patches = await keepPatches({ outcome, clone, log, unpublished })
  const kept = String(await readPatchFile(log, 'cheat'))
  expect(kept.split('\n').filter((reported) => /^(?:diff|[+-]\w)/.test(reported))).toEqual([
    'diff --git a/a.txt b/a.txt',
    '-before',
    '+after',
  ])
  expect(await readPatchFile(log, 'mute')).toBeUndefined()
  await expect(readPatchFile(log, '../audit')).rejects.toThrow()

  const reported = whatNext({ outcome, clone, log, patches, into: undefined })
  expect(reported).toContain('(mute wrote none)')
  expect(reported).toContain(` why ${log} cheat --patch\n`)
  expect(reported).not.toContain('mute --patch')
})
