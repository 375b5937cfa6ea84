import { withoutUndefined } from '../../domain/without-undefined.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Markup } from '../markup/markup.ts'
import { messagePage } from './frame.ts'

/** For a form that does not say what only a page made for this viewer says; `heading` is what did not happen. */
export function refusedForm(heading: string, viewer?: Viewer): Markup {
  const text = 'This form is from before you signed in, or of a page of somebody else. Load the page again.'
  return messagePage({ heading, text, ...withoutUndefined({ viewer }) })
}
