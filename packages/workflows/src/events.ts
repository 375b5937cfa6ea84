import { asMapping, asText, type Mapping } from './data.ts'

/** What `on` names, whichever way it is written. */
export function eventNames(on: unknown): readonly string[] {
  if (typeof on === 'string') return [on]
  return Array.isArray(on) ? on.flatMap((one) => asText(one) ?? []) : Object.keys(asMapping(on) ?? {})
}

/** What stands below an event; empty where it is only named, and undefined where the workflow does not react to it. */
export function eventFilters(on: unknown, event: string): Mapping | undefined {
  if (!eventNames(on).includes(event)) return undefined
  return asMapping(asMapping(on)?.[event]) ?? {}
}
