import { z } from 'zod'

const Advisory = z.object({ name: z.string(), title: z.string(), severity: z.string(), url: z.string() })

/** What `npm audit --json` prints. A package that is only affected by another one names it. */
const Report = z.object({
  vulnerabilities: z.record(z.string(), z.object({ via: z.array(z.union([z.string(), Advisory])) })),
})

/** Each holds for one advisory, up to a day. */
const Exceptions = z.array(
  z.strictObject({
    advisory: z.string().regex(/^GHSA(?:-[0-9a-z]{4}){3}$/),
    /** Why it cannot be used against anybody here. */
    reason: z.string().min(20),
    until: z.iso.date(),
  }),
)

/** One line for each advisory without an exception, and for each exception that is over or not needed; `today` is a date, `2026-01-31`. */
export function auditProblems(report: unknown, exceptions: unknown, today: string): readonly string[] {
  const read = Report.safeParse(report)
  if (!read.success) return ['npm audit has told nothing: the registry did not answer as expected']
  const advisories = Object.values(read.data.vulnerabilities)
    .flatMap(({ via }) => via)
    .filter((one) => typeof one !== 'string')
  const found = new Map(advisories.map((one) => [one.url.slice(one.url.lastIndexOf('/') + 1), one]))
  const known = Exceptions.parse(exceptions)
  const excepted = new Set(known.map(({ advisory }) => advisory))
  return [
    ...[...found]
      .filter(([id]) => !excepted.has(id))
      .map(([id, { name, severity, title }]) => `${id}: ${name}, ${severity}: ${title}`),
    ...known
      .filter(({ until }) => until < today)
      .map(({ advisory, until }) => `${advisory}: the exception was until ${until}`),
    ...known
      .filter(({ advisory }) => !found.has(advisory))
      .map(({ advisory }) => `${advisory}: the exception is not needed any more`),
  ]
}
