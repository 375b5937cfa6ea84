import { open } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

/** What the codex CLI has written when somebody logged in. `file` is its name as people type it. */
export type CodexLogin =
  | { readonly kind: 'api-key'; readonly file: string; readonly key: string }
  | {
      readonly kind: 'subscription'
      readonly file: string
      /** Good at ChatGPT alone, until it expires. */
      readonly accessToken: string
      readonly account: string | undefined
    }
  /** The reason is a sentence that says what to do. */
  | { readonly kind: 'unusable'; readonly reason: string }

/**
 * Reads `auth.json` of CODEX_HOME or `~/.codex` (https://developers.openai.com/codex/auth). It is only read: a refresh token is good
 * once, so whoever else used it would log out the person to whom it belongs.
 */
export async function readCodexLogin(now: number): Promise<CodexLogin> {
  const home = process.env.CODEX_HOME
  const file = join(home ? '$CODEX_HOME' : '~/.codex', 'auth.json')
  const text = await readBounded(join(home || join(homedir(), '.codex'), 'auth.json'))
  if (text === undefined) {
    const reason = `There is no ${file}: \`codex login\` writes it, unless the settings of codex keep log-ins in a keyring.`
    return { kind: 'unusable', reason }
  }
  const parsed = AuthFile.safeParse(parseJson(text))
  if (!parsed.success) return { kind: 'unusable', reason: `${file} is not as codex writes it.` }
  const { auth_mode, OPENAI_API_KEY: key, tokens } = parsed.data
  if (key && (auth_mode ?? 'apikey') === 'apikey') return { kind: 'api-key', file, key }
  if (!tokens) return { kind: 'unusable', reason: `${file} holds no log-in that can be used here.` }
  const { access_token: accessToken, account_id: account } = tokens
  const expires = expiryOf(accessToken)
  if (expires !== undefined && expires <= now) {
    const reason = `The log-in in ${file} has run out: start \`codex\` once, which renews it.`
    return { kind: 'unusable', reason }
  }
  return { kind: 'subscription', file, accessToken, account: account ?? undefined }
}

const AuthFile = z.object({
  auth_mode: z.string().nullish(),
  OPENAI_API_KEY: z.string().nullish(),
  tokens: z
    .object({
      access_token: z.string().min(1),
      account_id: z
        .string()
        .regex(/^[\w-]{1,100}$/)
        .nullish(),
    })
    .nullish(),
})

/** Milliseconds since 1970; undefined for a token that does not say. */
function expiryOf(token: string): number | undefined {
  const claims = parseJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
  const { data } = z.object({ exp: z.number() }).safeParse(claims)
  return data && data.exp * 1_000
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const MOST_BYTES = 64_000

async function readBounded(path: string): Promise<string | undefined> {
  const file = await open(path, 'r').catch(() => undefined)
  if (file === undefined) return undefined
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(MOST_BYTES), 0, MOST_BYTES, 0)
    return buffer.toString('utf8', 0, bytesRead)
  } catch {
    return undefined
  } finally {
    await file.close()
  }
}
