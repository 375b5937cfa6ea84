import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createStore } from '../../../src/adapters/storage/create-store.ts'
import { openDatabase } from '../../../src/adapters/storage/database.ts'
import { countAudit } from '../../../src/commands/log/count-audit.ts'
import { storeJudgedRun } from '../../builders/run/judged-run.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const AT = '2026-05-20T12:00:00.000Z'
let root: string
beforeEach(async () => {
  root = await temporaryFolder()
})
afterEach(async () => {
  vi.restoreAllMocks()
})

describe('counting how verdicts turned out', () => {
  it('reads every log of the repository, and a backtest beside it; counting again changes nothing', async () => {
    const dataDir = join(root, 'data')
    const database = await openDatabase({ dataDir })
    const store = createStore(database)
    await storeJudgedRun(store, 1)
    await store.recordChoice('acme/payments#12.1', { kind: 'merged', candidate: 'one', at: AT })
    await database.kysely.deleteFrom('answers').execute()
    await store.close()

    const fix = (commit: string, promoted: string, kind?: string) => ({
      ...{ kind: 'judged', commit, subject: 'x', isOpen: true, seconds: 1, runs: 1 },
      pool: [
        { id: 'real', isRight: true },
        { id: 'part', isRight: false },
      ],
      outcomes: [{ policy: 'vote', without: { why: '' }, with: { promoted, why: '', kind } }],
    })
    const fixes = [fix('a', 'real', 'proven-alone'), fix('b', 'part', 'proven-alone'), fix('c', 'real')]
    const file = join(root, 'backtest.json')
    await writeFile(file, JSON.stringify({ version: 1, fixes: [...fixes, { kind: 'left', why: '' }] }))
    for (let again = 0; again < 2; again += 1)
      expect(await printed({ backtest: file, data: dataDir })).toBe(
        'proven by its own tests alone  1 of 2 right among past fixes\n' +
          'not cross-checked              1 of 1 merged and kept by maintainers\n',
      )
  })

  it.each([
    ['acme', {}, 'expected OWNER/REPO'],
    ['acme/payments', { backtest: 'nowhere.json' }, 'cannot be read'],
    ['acme/payments', { backtest: import.meta.filename }, 'is not what "speculate backtest --json" prints'],
  ])('says of %j with %j what is wrong', async (repository, options, message) => {
    await expect(countAudit(repository, { ...options, data: root })).rejects.toThrow(message)
  })
})

async function printed(options: Parameters<typeof countAudit>[1]): Promise<string> {
  const written: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0)
  expect(await countAudit('acme/payments', options)).toBe(0)
  vi.restoreAllMocks()
  return written.join('')
}
