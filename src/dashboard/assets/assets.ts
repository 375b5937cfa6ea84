import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Asset {
  /** With what it holds in its name: it can be kept for as long as anybody likes. */
  readonly path: string
  readonly type: string
  readonly text: string
}

function asset(file: string, type: string): Asset {
  const text = readFileSync(join(import.meta.dirname, file), 'utf8')
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12)
  return { path: `/assets/${hash}/${file}`, type, text }
}

/** All that a page loads. */
export const ASSETS = {
  style: asset('dashboard.css', 'text/css; charset=utf-8'),
  script: asset('live.mjs', 'text/javascript; charset=utf-8'),
} as const
