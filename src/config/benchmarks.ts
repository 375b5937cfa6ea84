import { z } from 'zod'

/** What one bench says with `--json`, a line for each figure. */
export const Figure = z.strictObject({
  /** What was measured; unique among the figures of one command. */
  name: z.string(),
  figure: z.number(),
  /** `s`, `MB`, `requests`, `× one alone` …. */
  unit: z.string(),
  goal: z.union([z.strictObject({ atMost: z.number() }), z.strictObject({ atLeast: z.number() })]).optional(),
  /** The best that anybody could reach, such as by GitHub's own limits. */
  bound: z.number().optional(),
  /** The README quotes it. */
  headline: z.boolean().optional(),
})
export type Figure = z.infer<typeof Figure>

/** The figures of one run of one bench. */
const Measurement = z.strictObject({
  /** `latency.ts 1 5 20`, in `test/bench`. */
  command: z.string(),
  /** The day. */
  at: z.iso.date(),
  machine: z.string(),
  figures: z.array(Figure),
})

/** `test/bench/figures.json`: what `npm run bench` has measured last, and the long benches whenever somebody ran them. */
export const Measurements = z.array(Measurement)
export type Measurements = z.infer<typeof Measurements>

/** More would be no summary. */
const MOST_QUOTED = 10

/** All figures, for `docs/benchmarks.md`. */
export function benchmarkTable(measurements: Measurements): string {
  const rows = measurements.flatMap(({ command, at, machine, figures }) => [
    `| **\`${command}\`** | | | | ${at}, ${machine} |`,
    ...figures.map(
      (one) => `| ${one.name} | ${shown(one)} | ${goal(one)} | ${bound(one)} | ${missed(one)} |`,
    ),
  ])
  return ['| What | Figure | Goal | Best possible | |', '|---|---|---|---|---|', ...rows].join('\n')
}

/** The same figures, as far as the README quotes them. Throws where these are too many. */
export function quotedTable(measurements: Measurements): string {
  const quoted = measurements.flatMap(({ figures }) => figures.filter(({ headline }) => headline))
  if (quoted.length > MOST_QUOTED)
    throw new Error(`the README quotes ${MOST_QUOTED} figures, not ${quoted.length}`)
  const rows = quoted.map((one) => `| ${one.name} | ${shown(one)} | ${goal(one)} | ${missed(one)} |`)
  return ['| What | Figure | Goal | |', '|---|---|---|---|', ...rows].join('\n')
}

export function isMissed({ figure, goal }: Figure): boolean {
  if (!goal) return false
  return 'atMost' in goal ? figure > goal.atMost : figure < goal.atLeast
}

function missed(one: Figure): string {
  return isMissed(one) ? 'missed' : ''
}

function shown({ figure, unit }: Figure): string {
  return withUnit(figure, unit)
}

function goal({ goal, unit }: Figure): string {
  if (!goal) return ''
  return 'atMost' in goal ? `≤ ${withUnit(goal.atMost, unit)}` : `≥ ${withUnit(goal.atLeast, unit)}`
}

function bound({ bound, unit }: Figure): string {
  return bound === undefined ? '' : withUnit(bound, unit)
}

function withUnit(value: number, unit: string): string {
  return `${rounded(value)} ${unit}`.trim()
}

/** Three digits that count. */
function rounded(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en')
  return String(Number(value.toPrecision(3)))
}
