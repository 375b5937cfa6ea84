import { z } from 'zod'
import { oneLine, visibleText } from '../../messages/foreign/foreign-text.ts'

const Line = z.looseObject({
  level: z.string(),
  time: z.string(),
  msg: z.string().default(''),
  run: z.string().optional(),
  next: z.string().optional(),
  err: z.looseObject({ stack: z.string().optional() }).optional(),
})

/** A line of the log as a person reads it; what is not one stays as it is. */
export function readableLine(json: string): string {
  const line = parsed(json)
  if (line === undefined) return json
  const { level, time, msg, run, next, err } = line
  const about = run === undefined || msg.startsWith(run) ? '' : `${run}  `
  const mark = level === 'info' ? '' : `${level.toUpperCase()} `
  const more = [next, err?.stack].flatMap((text) =>
    text === undefined ? [] : [`         ${visibleText(text)}`],
  )
  return `${[`${clockTime(time)} ${mark}${about}${oneLine(msg)}`, ...more].join('\n')}\n`
}

function parsed(json: string): z.infer<typeof Line> | undefined {
  try {
    return Line.safeParse(JSON.parse(json)).data
  } catch {
    return undefined
  }
}

/** `14:03:59`, where the machine is. */
function clockTime(time: string): string {
  return new Date(time).toTimeString().slice(0, 8)
}
