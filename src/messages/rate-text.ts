import type { Rate } from '../domain/learning/rate.ts'

/** `8 of 10 (49–94 %)`: the interval says how much so few tell. */
export function rateText({ hits, of, low, high }: Rate): string {
  return of === 0 ? '0 of 0' : `${hits} of ${of} (${percent(low)}–${percent(high)} %)`
}

function percent(share: number): string {
  return String(Math.round(share * 100))
}
