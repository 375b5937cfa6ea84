import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { removeOldTranscripts } from '../../../../src/adapters/gateway/transcript/remove-old-transcripts.ts'
import { temporaryFolder } from '../../../temporary-folder.ts'

const NOW = Date.parse('2026-03-01T00:00:00Z')
const DAY_MS = 24 * 3_600_000

it('removes transcripts that nothing was added to for 30 days', async () => {
  const folder = await written({ old: 31, young: 29, today: 0 })
  await removeOldTranscripts(folder, NOW)
  expect(await left(folder)).toEqual(['today.ndjson', 'young.ndjson'])
})

it('removes the oldest ones where all together are too large', async () => {
  const folder = await written({ first: 3, second: 2, third: 1 })
  await mkdir(join(folder, 'somebody'))
  await removeOldTranscripts(folder, NOW, 250)
  expect(await left(folder)).toEqual(['second.ndjson', 'somebody', 'third.ndjson'])
})

it('has nothing to do where no agent has used the gateway', async () => {
  await removeOldTranscripts(join(await temporaryFolder(), 'none'), NOW)
})

/** Each 100 bytes, and as many days old. */
async function written(ages: Readonly<Record<string, number>>): Promise<string> {
  const folder = await temporaryFolder()
  for (const [name, days] of Object.entries(ages)) {
    const path = join(folder, `${name}.ndjson`)
    await writeFile(path, 'x'.repeat(100))
    await utimes(path, new Date(NOW), new Date(NOW - days * DAY_MS))
  }
  return folder
}

async function left(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).sort()
}
