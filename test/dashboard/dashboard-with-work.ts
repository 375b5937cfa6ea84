import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { AttemptOutcome } from '../../src/domain/candidate/attempt.ts'
import { anOutcome } from '../builders/candidate/outcome.ts'
import { IDS, NOW } from '../builders/story.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { type ADashboard, aDashboard, OPEN } from './a-dashboard.ts'

const [, TWO = ''] = IDS
/** The page of what the agent asked its model. */
export const TRANSCRIPT = `${OPEN}/transcripts/${TWO}/1`

/** The same, where agents work: one has written a patch for the open run, and its transcript is kept. `s3cret` is a secret. */
export async function dashboardWithWork(): Promise<ADashboard> {
  const dataDir = await temporaryFolder()
  const transcripts = join(dataDir, 'transcripts')
  const dashboard = await aDashboard({
    kept: { dataDir, transcripts },
    redact: async (value) => JSON.parse(JSON.stringify(value).replaceAll('s3cret', '[redacted]')),
  })
  const { base, commit, bundle } = await makeRepository(dataDir)
  const patch = anOutcome(TWO)
  const outcome = AttemptOutcome.parse({ ...patch, patch: { ...Object(patch).patch, base, commit } })
  const key = { speculation: 'acme/shop#31.1', candidate: TWO, number: 1 }
  await dashboard.store.endAttempt(key, NOW, outcome, bundle)
  await mkdir(transcripts)
  await writeFile(join(transcripts, `acme.shop.31.1.${TWO}.1.ndjson`), LINES)
  return dashboard
}

const CALL = {
  ...{
    time: NOW,
    path: '/v1/messages',
    model: 'a-model',
    status: 200,
    inputTokens: 1200,
    cachedInputTokens: 0,
  },
  ...{
    outputTokens: 30,
    estimated: false,
    ms: 900,
    request: 'Solve \u2066\u001b[31m<b>it</b>',
    response: 'with s3cret',
  },
}
const LINES = `${JSON.stringify(CALL)}\n{"full":true,"maxBytes":20000000}\n`

/** The clone of the app has the base alone; what the agent wrote is in the bundle. */
async function makeRepository(dataDir: string) {
  const work = join(dataDir, 'work')
  const person = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'init.defaultBranch=main']
  const git = async (...words: string[]) => (await execa('git', [...person, ...words], { cwd: work })).stdout
  const write = async (text: string) => {
    await writeFile(join(work, 'client.js'), text)
    await git('add', '.')
    await git('commit', '--quiet', '--message', 'any')
    return git('rev-parse', 'HEAD')
  }
  await mkdir(work)
  await git('init', '--quiet')
  const base = await write('one\n')
  await git('clone', '--quiet', '--bare', work, join(dataDir, 'workspace/mirrors/acme/shop.git'))
  const commit = await write('one\nconst key = "s3cret" // \u202e</span><script>alert(1)</script>\n')
  const file = join(dataDir, 'patch.bundle')
  await git('bundle', 'create', '--quiet', file, 'main', `^${base}`)
  return { base, commit, bundle: await readFile(file) }
}
