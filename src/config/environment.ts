import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { withoutUndefined } from '../domain/without-undefined.ts'

const count = (least: number, most: number) => z.coerce.number().int().min(least).max(most)
const filled = z.string().trim().min(1)

/** T11: anybody can guess these, and a guessed secret is none. */
const WebhookSecret = z
  .string()
  .min(16, {
    abort: true,
    error: 'must have at least 16 characters; for example the output of `openssl rand -hex 32`',
  })
  .refine((secret) => !/^development/i.test(secret), 'must not be the public default "development"')

const ApiUrl = z
  .url()
  .refine(isSafeUrl, 'must start with https:// (http:// only for this machine)')
  .transform((url) => url.replace(/\/+$/, ''))

const DatabaseUrl = z.string().regex(/^postgres(?:ql)?:\/\//, 'must start with postgres:// or postgresql://')

/** What one process does: everything, only what meets GitHub and people, or only the work. */
export const Role = z.enum(['all', 'web', 'worker'])
export type Role = z.infer<typeof Role>

/** The process's environment: what an operator sets. `.env.example` and the table of docs/configuration.md are written from it. */
export const Environment = z.object({
  SPECULATE_ROLE: Role.default('all').describe(
    'What this process does: `all`, `web` (takes webhooks) or `worker` (does the work); `--role` says the same. Several processes need DATABASE_URL',
  ),
  PORT: count(0, 65_535).default(3_000).describe('Port of the web server; 0 takes any free one'),
  HOST: filled.default('127.0.0.1').describe('Address the web server listens on'),
  PUBLIC_URL: z
    .url()
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .describe(
      'Address at which GitHub and people reach this server; needed by the setup page of a first start and by the dashboard',
    ),
  APP_ID: count(1, Number.MAX_SAFE_INTEGER)
    .optional()
    .describe('Id of the GitHub App, from its settings page'),
  PRIVATE_KEY: filled
    .transform(pem)
    .refine(isPem, 'must be a PEM key ("-----BEGIN … PRIVATE KEY-----"), as text, with \\n, or in base64')
    .optional()
    .describe("The App's private key: PEM text, PEM with \\n for line ends, or that in base64"),
  PRIVATE_KEY_PATH: filled.optional().describe('File with the private key, instead of PRIVATE_KEY'),
  WEBHOOK_SECRET: WebhookSecret.optional().describe("The App's webhook secret, at least 16 characters"),
  WEBHOOK_SECRET_OLD: WebhookSecret.optional().describe(
    'The previous webhook secret, still accepted while the secret is being changed',
  ),
  GITHUB_CLIENT_ID: filled
    .optional()
    .describe('Client id of the App, from its settings page: people sign in to the dashboard with it'),
  GITHUB_CLIENT_SECRET: filled
    .min(16, 'must have at least 16 characters')
    .optional()
    .describe('A client secret of the App; without it the dashboard is off'),
  SPECULATE_OPERATORS: z
    .string()
    .regex(/^\s*[A-Za-z0-9-]+(?:\s*,\s*[A-Za-z0-9-]+)*\s*$/, 'must be logins with commas between them')
    .optional()
    .describe('Logins on GitHub, with commas between them, of those who may see the queue on the dashboard'),
  GITHUB_API_URL: ApiUrl.prefault('https://api.github.com').describe(
    'REST address of GitHub, or of a GitHub Enterprise server',
  ),
  DATABASE_URL: DatabaseUrl.optional().describe(
    'Postgres to use; without it an embedded database in DATA_DIR',
  ),
  DATA_DIR: filled.default('.data').describe('Folder for the embedded database, mirrors and work trees'),
  TOOLCHAINS_FILE: filled.default('toolchains.yml').describe('File in which the operator defines the agents'),
  TOOLCHAINS_DIR: filled
    .optional()
    .describe(
      'Folder for the agents that `speculate toolchains --install` fetches; otherwise one in the cache of the user',
    ),
  SPECULATE_ATTEMPTS: count(1, 64)
    .default(4)
    .describe(
      'How many attempts run at the same time on this machine; of more than two, half of them for one repository',
    ),
  SPECULATE_SWEEP_SECONDS: count(1, 86_400)
    .default(60)
    .describe('How often every open speculation is looked at without a webhook, in seconds'),
  SPECULATE_ONBOARDING: z
    .enum(['pull-request', 'off'])
    .default('pull-request')
    .describe(
      'What happens in a repository that the App is new to: `pull-request` proposes its settings, once; `off` does nothing',
    ),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal'])
    .default('info')
    .describe('Least important message to log'),
  METRICS_TOKEN: filled
    .min(16, 'must have at least 16 characters')
    .optional()
    .describe(
      'What others than this machine have to send as `Authorization: Bearer` to read `/metrics`; without it nobody else may',
    ),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url()
    .regex(/^https?:\/\/[^@]*$/, 'must begin with http:// or https:// and hold no password')
    .optional()
    .describe('Collector of OpenTelemetry to which each run is sent as a trace, by OTLP over HTTP in JSON'),
  SPECULATE_HOST_IS_DISPOSABLE: z
    .stringbool()
    .default(false)
    .describe(
      'Set to true only if this host is a throw-away container or VM: agents then run without confinement. Otherwise the server refuses to run agents',
    ),
})
export type Environment = z.infer<typeof Environment>

/** The environment is not usable; `problems` holds one line per variable, each with what to do. */
export class EnvironmentError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(['the environment is not complete:', ...problems.map((problem) => `  ${problem}`)].join('\n'))
    this.name = 'EnvironmentError'
    this.problems = problems
  }
}

/**
 * Checks the environment and lists all that is wrong at once. Empty variables count as unset. What its role needs is all
 * there afterwards, `PRIVATE_KEY` also when it came from `PRIVATE_KEY_PATH`. Throws `EnvironmentError`.
 */
export function readEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  readText: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): ServerEnvironment {
  const role = Role.safeParse(env.SPECULATE_ROLE?.trim()).data
  return readWith<NeededBy[Role]>(NEEDED[role ?? 'all'], env, readText)
}

/** The same for a command that only acts as the App: nothing is delivered to it, so that it needs no webhook secret. */
export function readAppEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  readText: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): Environment & AppCredentials {
  return readWith(AppCredentials, env, readText)
}

/** What of it can be used, and all that is wrong with the rest, for who says so. */
export function examineEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  readText: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): { readonly environment: Environment; readonly problems: readonly string[] } {
  try {
    return { environment: readEnvironment(env, readText), problems: [] }
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error
    const set = setIn(env, readText, [])
    const wrong = new Set(Environment.safeParse(set).error?.issues.map(({ path }) => path[0]))
    const usable = Object.entries(set).filter(([name]) => !wrong.has(name))
    return { environment: Environment.parse(Object.fromEntries(usable)), problems: error.problems }
  }
}

function readWith<Needed extends AppCredentials>(
  needed: z.ZodObject & z.ZodType<Needed>,
  env: Variables,
  readText: (path: string) => string,
): Environment & Needed {
  const problems: string[] = []
  const set = setIn(env, readText, problems)
  const result = Environment.safeParse(set)
  for (const issue of result.error?.issues ?? []) {
    problems.push(`${issue.path.join('.')} ${sentence(issue)}`)
  }
  problems.push(...missing(set, Object.keys(needed.shape)))
  const credentials = needed.safeParse(result.data)
  if (!result.success || !credentials.success || problems.length > 0) throw new EnvironmentError(problems)
  return { ...result.data, ...credentials.data }
}

const AppCredentials = z.object({ APP_ID: z.int(), PRIVATE_KEY: z.string() })
type AppCredentials = z.infer<typeof AppCredentials>

/** What a process of each role cannot do without. */
const NEEDED = {
  all: AppCredentials.extend({ SPECULATE_ROLE: z.literal('all'), WEBHOOK_SECRET: z.string() }),
  web: AppCredentials.extend({
    SPECULATE_ROLE: z.literal('web'),
    WEBHOOK_SECRET: z.string(),
    DATABASE_URL: z.string(),
  }),
  // Nothing is delivered to it.
  worker: AppCredentials.extend({ SPECULATE_ROLE: z.literal('worker'), DATABASE_URL: z.string() }),
}
type NeededBy = { readonly [R in Role]: z.infer<(typeof NEEDED)[R]> }
/** By its role. */
export type ServerEnvironment = Environment & NeededBy[Role]

type Variables = Readonly<Record<string, string | undefined>>

/** What is not empty, and the key also where it is in a file. */
function setIn(env: Variables, readText: (path: string) => string, problems: string[]): Variables {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
  const key = privateKey(set, readText, problems)
  return { ...set, ...withoutUndefined({ PRIVATE_KEY: key }) }
}

function privateKey(
  set: Variables,
  readText: (path: string) => string,
  problems: string[],
): string | undefined {
  const path = set.PRIVATE_KEY_PATH
  if (path === undefined) return undefined
  if (set.PRIVATE_KEY !== undefined) {
    problems.push('both PRIVATE_KEY and PRIVATE_KEY_PATH are set; remove one of them')
    return undefined
  }
  try {
    return readText(path)
  } catch {
    problems.push(`PRIVATE_KEY_PATH names a file that cannot be read: ${path}`)
    return undefined
  }
}

function missing(set: Variables, needed: readonly string[]): readonly string[] {
  const problems: string[] = []
  if (set.APP_ID === undefined) problems.push("APP_ID is missing; it is on the App's settings page")
  if (set.PRIVATE_KEY === undefined && set.PRIVATE_KEY_PATH === undefined) {
    problems.push("PRIVATE_KEY or PRIVATE_KEY_PATH is missing; generate a key on the App's settings page")
  }
  if (needed.includes('WEBHOOK_SECRET') && set.WEBHOOK_SECRET === undefined) {
    problems.push(
      "WEBHOOK_SECRET is missing; choose one (`openssl rand -hex 32`) and enter it in the App's settings",
    )
  }
  if (needed.includes('DATABASE_URL') && set.DATABASE_URL === undefined) {
    problems.push(
      `DATABASE_URL is missing; a process of the role "${set.SPECULATE_ROLE}" shares its database with others, and only one process can open the embedded one in DATA_DIR: set the address of a Postgres, or start one process that does everything (SPECULATE_ROLE=all)`,
    )
  }
  return problems
}

/** The value is never shown: it may be a secret. */
function sentence(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`
    case 'invalid_type':
      return `must be ${issue.expected === 'int' ? 'a whole number' : `a ${issue.expected}`}`
    case 'too_big':
      return `must be at most ${issue.maximum}`
    case 'too_small':
      return issue.origin === 'string' ? issue.message : `must be at least ${issue.minimum}`
    case 'invalid_format':
      return issue.format === 'url' ? 'must be an address such as https://api.github.com' : issue.message
    default:
      return issue.message
  }
}

/** What goes over it nobody on the way can read. */
export function isSafeUrl(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return protocol === 'https:' || (protocol === 'http:' && isLoopback)
}

/** Hosting panels allow one line only: a key may come with written-out line ends or in base64. */
function pem(key: string): string {
  const text = key.includes('-----BEGIN') ? key : Buffer.from(key, 'base64').toString('utf8')
  return text.replaceAll('\\n', '\n').trim()
}

function isPem(key: string): boolean {
  return /^-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+-----END [A-Z ]*PRIVATE KEY-----$/.test(key)
}
