import { oneLine } from '../foreign/foreign-text.ts'
import { shortened } from './reach-summary.ts'

const MAX_PARTS = 6

/** The keys that may say where a package comes from; they count as one. */
export const ORIGIN =
  /^(?:(?:(?:dev|optional|peer)?[dD]ependencies|(?:pnpm\.)?overrides|resolutions|gems|bin)\.|name=)(.+)$/

export function partsText(parts: readonly string[]): string {
  const packages = new Set(parts.flatMap((part) => ORIGIN.exec(part)?.[1] ?? []))
  const others = parts.filter((part) => !ORIGIN.test(part))
  const origins =
    packages.size === 0
      ? []
      : [`where ${shortened([...packages], 1)} ${packages.size === 1 ? 'comes' : 'come'} from`]
  return [...(others.length > 0 ? [shortened(others, MAX_PARTS)] : []), ...origins].join('; ')
}

/** Without the suffixes that say how a part may grow. */
export function plainPart(part: string): string {
  return oneLine(part).replace(/[+~]$/, '').replace(/^!/, 'all but ')
}
