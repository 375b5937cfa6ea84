import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'

const project = join(import.meta.dirname, '../..')

const PAGE = 'docs/configuration.md'

describe('generate', () => {
  let copy: string
  beforeAll(async () => {
    copy = await temporaryFolder()
    for (const folder of ['src/config', 'src/domain', 'src/messages', 'src/ports', 'src/stages']) {
      cpSync(join(project, folder), join(copy, folder), { recursive: true })
    }
    cpSync(join(project, 'package.json'), join(copy, 'package.json'))
    symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'))
  })

  const run = (...args: string[]) =>
    execa(process.execPath, [join(copy, 'src/config/generate.ts'), ...args], { reject: false })

  it('is stale without the files, writes them, and is content then', async () => {
    const missing = await run('--check')
    expect(missing.exitCode).toBe(1)
    expect(missing.stderr).toContain('npm run generate')
    expect((await run()).exitCode).toBe(0)
    expect((await run('--check')).exitCode).toBe(0)
    const page = readFileSync(join(copy, PAGE), 'utf8')
    expect(page).toContain('| `speculation.vote_threshold` | `0.7` |')
    expect(page).toContain('| `GITHUB_API_URL` | `https://api.github.com` |')
    const verdicts = readFileSync(join(copy, 'docs/verdicts.md'), 'utf8')
    expect(verdicts).toContain('| empty diff | guard | a patch that changes nothing |  |')
    expect(verdicts).toMatch(/^\| `lexicographic` \| .* \| no threshold \|$/m)
  })

  it('points at the first stale line and keeps the text around the tables', async () => {
    const path = join(copy, PAGE)
    const written = readFileSync(path, 'utf8')
    writeFileSync(path, `Before\n${written.replace('`0.7`', '`0.9`')}After\n`)
    const stale = await run('--check')
    expect(stale.exitCode).toBe(1)
    expect(stale.stderr).toMatch(/docs\/configuration\.md is stale: line \d+ should be .*0\.7/)
    await run()
    expect(readFileSync(path, 'utf8')).toBe(`Before\n${written}After\n`)
  })

  it('refuses a page without the markers', async () => {
    writeFileSync(join(copy, PAGE), '# Configuration\n')
    const refused = await run('--check')
    expect(refused.exitCode).toBe(1)
    expect(refused.stderr).toContain('docs/configuration.md has no "<!-- generated:settings -->')
  })
})
