import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inflate } from '@sparticuz/chromium'
import { type BrowserContext, chromium } from 'playwright-core'

export interface TestBrowser {
  readonly context: BrowserContext
  close(): Promise<void>
}

export interface BrowserOptions {
  readonly colorScheme?: 'light' | 'dark'
  readonly width?: number
  /** Pixels of the picture for one of the page. */
  readonly scale?: number
}

/**
 * A headless Chromium that needs nothing of the machine: program, libraries and fonts come out of the npm package, once per
 * version, into the temporary folder. Its profile is new every time.
 */
export async function launchBrowser(options: BrowserOptions = {}): Promise<TestBrowser> {
  const unpacked = await unpackChromium()
  const profile = await mkdtemp(join(tmpdir(), 'chromium-profile-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: join(unpacked, 'chromium'),
    headless: true,
    args: FLAGS,
    env: {
      HOME: profile,
      PATH: process.env.PATH ?? '',
      LD_LIBRARY_PATH: join(unpacked, 'al2023', 'lib'),
      FONTCONFIG_FILE: await writeFonts(profile, unpacked),
    },
    colorScheme: options.colorScheme ?? 'light',
    viewport: { width: options.width ?? 1280, height: 900 },
    deviceScaleFactor: options.scale ?? 1,
  })
  return {
    context,
    async close() {
      await context.close()
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--no-zygote',
  '--font-render-hinting=none',
]

/** Unpacks beside the final place and renames, so that two test workers cannot meet a half-written program. */
async function unpackChromium(): Promise<string> {
  const entry = fileURLToPath(import.meta.resolve('@sparticuz/chromium'))
  const folder = join(dirname(entry), '..')
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  const final = join(tmpdir(), `embedded-github-chromium-${version}`)
  if (existsSync(final)) return final
  const draft = await mkdtemp(join(tmpdir(), 'chromium-unpack-'))
  await Promise.all(inflateInto(draft, join(folder, 'bin')))
  await rename(draft, final).catch(async (error: unknown) => {
    await rm(draft, { recursive: true, force: true })
    if (!existsSync(final)) throw error
  })
  return final
}

/** The browser's own fonts have no ✓ and no ✗. */
const SIGNS = join(
  dirname(fileURLToPath(import.meta.resolve('@expo-google-fonts/noto-sans-symbols-2/package.json'))),
  '400Regular',
)

/**
 * The package's own configuration looks in fixed folders only; without any font a page has no text. Written for each browser: what was
 * unpacked outlives the checkout whose signs it would name.
 */
async function writeFonts(profile: string, unpacked: string): Promise<string> {
  const file = join(profile, 'fonts.conf')
  await writeFile(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>${join(unpacked, 'fonts')}</dir><dir>${SIGNS}</dir><cachedir>${join(unpacked, 'font-cache')}</cachedir></fontconfig>`,
  )
  return file
}

/** `inflate` writes to the temporary folder, whose name it reads when it is called; it has no parameter for another one. */
function inflateInto(directory: string, packed: string): Promise<string>[] {
  const before = process.env.TMPDIR
  process.env.TMPDIR = directory
  try {
    return ['chromium.br', 'al2023.tar.br', 'fonts.tar.br'].map((file) => inflate(join(packed, file)))
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}
