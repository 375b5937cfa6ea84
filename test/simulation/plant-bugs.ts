import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { copyClone } from '../guards/copy-clone.ts'
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.ts'
import { PLANTED_BUGS, type PlantedBug } from './planted-bugs.ts'

/**
 * `node test/simulation/plant-bugs.ts [--seeds 300] [--about TEXT]`: makes each mistake once, in a copy of this clone, and says which seed
 * finds it, and by what. Ends with status 1 where none does.
 */
const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '300' }, about: { type: 'string', default: '' } },
})
const bugs = PLANTED_BUGS.filter(({ name }) => name.includes(values.about))
const clone = join(await temporaryFolder(), 'clone')
try {
  await copyClone(join(import.meta.dirname, '../..'), clone)
  const missed = bugs.filter((bug) => !isFound(bug))
  process.stdout.write(`${bugs.length - missed.length} of ${bugs.length} found\n`)
  process.exitCode = missed.length > 0 ? 1 : 0
} finally {
  await removeTemporaryFolders()
}

function isFound({ name, file, code, instead }: PlantedBug): boolean {
  const path = join(clone, file)
  const text = readFileSync(path, 'utf8')
  if (text.split(code).length !== 2) throw new Error(`${file} does not have it once: ${code}`)
  writeFileSync(
    path,
    text.replace(code, () => instead),
  )
  try {
    const options = ['test/simulation/run.ts', '--seeds', values.seeds, '--until-violation']
    const { stdout } = spawnSync(process.execPath, options, {
      cwd: clone,
      encoding: 'utf8',
      maxBuffer: 1e8,
    })
    const seed = /^seed (\d+):/m.exec(stdout)?.[1]
    const by = /^does not hold:\n +(.*)/m.exec(stdout)?.[1]
    process.stdout.write(`${name} · ${seed === undefined ? 'NOT FOUND' : `seed ${seed}: ${by}`}\n`)
    return seed !== undefined
  } finally {
    writeFileSync(path, text)
  }
}
