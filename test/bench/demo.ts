import { measureDemo } from './demo/measure-demo.ts'
import { numberAfter } from './figures/bench-arguments.ts'
import { percentile, tenths } from './figures/numbers.ts'
import { report } from './figures/report.ts'

/**
 * The demo as a person starts it: its seconds by phase, how often git is started, for how long its thread is kept from everything else
 * between the label and the end, and how much memory each kind of process takes at its peak. Medians of some runs, after one that fills
 * the caches. `node test/bench/demo.ts [--runs 3]`
 */
const runs = numberAfter('--runs', 3)

await measureDemo()
const measured: Awaited<ReturnType<typeof measureDemo>>[] = []
for (let run = 0; run < runs; run += 1) measured.push(await measureDemo())
const median = (of: (one: (typeof measured)[number]) => number) => percentile(measured.map(of), 0.5)

report({
  ...{ name: 'the demo, from its start to its end', figure: tenths(median((one) => one.seconds)), unit: 's' },
  ...{ goal: { atMost: 6 }, headline: true },
})
for (const phase of ['starting', 'writing', 'judging', 'settling', 'ending'] as const)
  report({ name: `of it ${phase}`, figure: tenths(median((one) => one.phases[phase])), unit: 's' })
report({ name: 'git processes of the demo', figure: median((one) => one.gits), unit: '' })
report({
  ...{
    name: 'event loop of the demo blocked, for 20 ms or longer',
    figure: tenths(median((one) => one.blocked)),
  },
  ...{ unit: 's', goal: { atMost: 0.3 } },
})
for (const kind of new Set(measured.flatMap(({ peaks }) => [...peaks.keys()])))
  report({
    ...{
      name: `memory of ${kind} at its peak`,
      unit: 'MB',
      figure: median((one) => one.peaks.get(kind) ?? 0),
    },
    ...(kind === 'the demo itself' && { goal: { atMost: 400 } }),
  })
