import type { Markup } from '../../markup/markup.ts'
import type { RunReport } from '../../reading/read-run.ts'

/** A part of a run's page; undefined where there is nothing to show yet. */
export type Section = (
  report: RunReport,
  now: string,
) => { readonly id: string; readonly title: string; readonly content: Markup } | undefined
