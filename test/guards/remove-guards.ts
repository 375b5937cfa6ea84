import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { folderInMemory } from '../folder-in-memory.ts'
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.ts'
import { copyClone } from './copy-clone.ts'
import type { Guard } from './guard.ts'
import { GUARDS } from './guards.ts'
import { runTests, type TestRun } from './run-tests.ts'

/**
 * Removes every guard once, in a copy of this clone, and says whether the test that is named for it notices. It ends with 1 where one
 * does not. `npm run test:guards -- [--only T6] [--about TEXT …]`; `--about` takes those with the text in their file or words,
 * and may be given several times.
 */
const { values } = parseArgs({
  options: { only: { type: 'string' }, about: { type: 'string', multiple: true } },
})
const { only, about = [''] } = values
const guards = GUARDS.filter(
  ({ threat, file, holds }) =>
    (only ?? threat) === threat && about.some((text) => `${file} ${holds}`.includes(text)),
)

/** What goes on for longer without its guard has been noticed by nobody. */
const LONGEST_MS = 300_000

const clone = join(await temporaryFolder(), 'clone')
const place = { clone, folder: folderInMemory() ?? (await temporaryFolder()) }
try {
  await copyClone(join(import.meta.dirname, '../..'), clone)
  process.exitCode = (await holdsWithAll()) && (await removeEach()) ? 0 : 1
} finally {
  await removeTemporaryFolders()
}

/** A test that fails anyway notices nothing. */
async function holdsWithAll(): Promise<boolean> {
  const tests = [...new Set(guards.map(({ noticedBy }) => noticedBy))]
  const { passed, failed } = await runTests(place, tests, LONGEST_MS * tests.length)
  if (passed > 0 && failed.length === 0) return true
  process.stderr.write(`With every guard in place these fail:\n${failed.join('\n')}\n`)
  return false
}

async function removeEach(): Promise<boolean> {
  let noticed = 0
  for (const guard of guards) {
    const { failed } = await without(guard)
    if (failed.length > 0) noticed += 1
    const by = failed.length > 0 ? `noticed by "${failed[0]}"` : 'NOT NOTICED'
    process.stdout.write(`${guard.threat} · ${guard.holds} · ${by} (${guard.noticedBy})\n`)
  }
  process.stdout.write(`${noticed} of ${guards.length} noticed\n`)
  return noticed === guards.length
}

async function without({ file, code, without: instead, noticedBy }: Guard): Promise<TestRun> {
  const path = join(clone, file)
  const text = readFileSync(path, 'utf8')
  writeFileSync(
    path,
    text.replace(code, () => instead),
  )
  try {
    return await runTests(place, [noticedBy], LONGEST_MS)
  } finally {
    writeFileSync(path, text)
  }
}
