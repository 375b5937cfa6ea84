import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const project = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(project, path), 'utf8')

const Service = z.object({
  command: z.array(z.string()),
  environment: z.record(z.string(), z.string()),
  env_file: z.array(z.object({ path: z.string(), required: z.literal(false) })),
  volumes: z.array(z.string()),
  deploy: z.object({ replicas: z.int() }).default({ replicas: 1 }),
  restart: z.literal('unless-stopped'),
  stop_grace_period: z.string().regex(/^\d+s$/),
})
const Composition = z.object({ services: z.object({ web: Service, worker: Service, database: z.unknown() }) })

/** What `docker compose up` would do, as deploy/compose.yml and deploy/Dockerfile say: one container of each process, in their order. */
export interface Container {
  readonly name: string
  /** After the program, which is `speculate`. */
  readonly command: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  /** Its volumes, by their paths inside; one without a name is its own. */
  readonly volumes: readonly { readonly name: string | undefined; readonly path: string }[]
  readonly workingFolder: string
  readonly stopSeconds: number
}

/** `variables` stand for `deploy/.env`, `files` for those that `env_file` names. */
export function containersOf(
  variables: Readonly<Record<string, string>>,
  files: Readonly<Record<string, Readonly<Record<string, string>>>>,
): readonly Container[] {
  const text = interpolated(read('deploy/compose.yml'), variables)
  const { services } = Composition.parse(parse(text, { merge: true }))
  const image = imageOf(read('deploy/Dockerfile'))
  const { web, worker } = services
  return Object.entries({ web, worker }).flatMap(([name, service]) =>
    Array.from({ length: service.deploy.replicas }, (_, index) => ({
      name: `${name}-${index + 1}`,
      command: service.command,
      environment: {
        ...image.environment,
        ...Object.assign({}, ...service.env_file.map(({ path }) => files[path] ?? {})),
        ...service.environment,
      },
      volumes: service.volumes.map((volume) => {
        const [first = '', path] = volume.split(':')
        return path === undefined ? { name: undefined, path: first } : { name: first, path }
      }),
      workingFolder: image.workingFolder,
      stopSeconds: Number.parseInt(service.stop_grace_period, 10),
    })),
  )
}

/** As Compose does it: https://docs.docker.com/reference/compose-file/interpolation/ */
function interpolated(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{(\w+):([?-])([^}]*)\}/g, (_, name: string, sign: string, otherwise: string) => {
    const value = variables[name]
    if (!value && sign === '?') throw new Error(`${name} is missing: ${otherwise}`)
    return value || otherwise
  })
}

function imageOf(dockerfile: string) {
  const lines = dockerfile.split('\n')
  const after = (word: string) =>
    lines
      .filter((line) => line.startsWith(`${word} `))
      .at(-1)
      ?.slice(word.length + 1) ?? ''
  expectSpeculate(after('ENTRYPOINT'))
  return {
    workingFolder: after('WORKDIR'),
    environment: Object.fromEntries(
      after('ENV')
        .split(' ')
        .map((pair) => pair.split('=')),
    ) as Record<string, string>,
  }
}

function expectSpeculate(entry: string): void {
  if (entry !== '["tini", "--", "speculate"]') throw new Error(`the image starts ${entry}`)
}
