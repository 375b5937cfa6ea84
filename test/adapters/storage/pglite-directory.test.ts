import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { openPglite } from '../../../src/adapters/storage/pglite-directory.ts'

it.runIf(existsSync('/proc/self'))(
  'where no folder can be made, opening fails and does not go on trying',
  async () => {
    await expect(openPglite('/proc/nope/data', () => {})).rejects.toMatchObject({
      code: 'ENOENT',
      path: '/proc/nope',
    })
  },
)
