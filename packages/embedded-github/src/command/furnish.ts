import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withoutUndefined } from '@speculate-dev/system'
import { type NewRepository, repositoryNameOf } from '../admin/create-repository.ts'
import type { EmbeddedGitHub } from '../embedded-github.ts'
import { findRepository } from '../github.ts'
import { localHead } from './local-head.ts'
import { readManifest } from './read-manifest.ts'
import type { ServeOptions } from './serve.ts'

/** All that a client or an App needs to know. */
export interface Furnished {
  readonly url: string
  readonly apiUrl: string
  readonly graphqlUrl: string
  readonly repository: { readonly fullName: string; readonly url: string; readonly cloneUrl: string }
  readonly user: { readonly login: string; readonly token: string }
  readonly app: {
    readonly id: number
    readonly slug: string
    readonly installationId: number
    readonly privateKeyFile: string
    readonly webhookSecret: string
    readonly webhookUrl: string | null
  }
}

/** A user, a repository of theirs and an App installed on it; on data of an earlier start, the same ones. */
export async function furnish(
  github: EmbeddedGitHub,
  options: ServeOptions,
  dataDir: string,
): Promise<Furnished> {
  const manifest = await readManifest(options.manifest)
  const user = await github.admin.createUser(options.user)
  const fullName = await ensureRepository(github, options, dataDir)
  const [owner = '', name = ''] = fullName.split('/')
  const { webhookUrl } = options
  const privateKeyFile = join(dataDir, 'app.pem')
  const known = await read(privateKeyFile)
  const webhookSecret = await ensureSecret(join(dataDir, 'webhook-secret'))
  const app = await github.admin.registerApp({
    ...manifest,
    owner,
    webhookSecret,
    ...withoutUndefined({ privateKey: known, webhookUrl }),
  })
  if (known === undefined) await writeFile(privateKeyFile, app.privateKey ?? '', { mode: 0o600 })
  const installationId = await github.admin.installApp(app.id, owner, [name])
  const url = `${github.url}/${fullName}`
  return {
    url: github.url,
    apiUrl: github.apiUrl,
    graphqlUrl: github.graphqlUrl,
    repository: { fullName, url, cloneUrl: `${url}.git` },
    user,
    app: {
      id: app.id,
      slug: app.slug,
      installationId,
      privateKeyFile,
      webhookSecret,
      webhookUrl: webhookUrl ?? null,
    },
  }
}

/** Answers with `owner/name`. */
async function ensureRepository(
  github: EmbeddedGitHub,
  { user, repository }: ServeOptions,
  dataDir: string,
): Promise<string> {
  const local = repository === undefined ? undefined : await localHead(repository)
  const name = local === undefined ? 'example' : repositoryNameOf(local.directory)
  if (findRepository(github.context, user, name)) return `${user}/${name}`
  if (local !== undefined) {
    const source = { cloneFrom: local.directory, commit: local.commit }
    await github.admin.createRepository({ owner: user, name, source, defaultBranch: local.branch })
  } else {
    await createExample(github, { owner: user, name }, dataDir)
  }
  return `${user}/${name}`
}

async function createExample(
  github: EmbeddedGitHub,
  repository: Pick<NewRepository, 'owner' | 'name'>,
  dataDir: string,
): Promise<void> {
  const directory = await mkdtemp(join(dataDir, 'example-'))
  await writeFile(join(directory, 'README.md'), '# Example\n')
  await github.admin.createRepository({ ...repository, source: { directory } })
  await rm(directory, { recursive: true })
}

async function ensureSecret(file: string): Promise<string> {
  const known = await read(file)
  if (known !== undefined) return known
  const secret = randomBytes(20).toString('hex')
  await writeFile(file, secret, { mode: 0o600 })
  return secret
}

function read(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined)
}
