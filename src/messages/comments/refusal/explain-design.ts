import type { Refusal } from '../../../domain/issue/refusal.ts'
import { signText } from '../../checklist/checklist-lines.ts'
import type { Explanation } from './explanation.ts'

type Work = Extract<Refusal, { kind: 'design-first' }>['work']

/** People decide first. */
export function explainDesign(work: Work): Explanation {
  const what = work.of === 'migration' ? 'a migration' : 'a change of the architecture'
  return {
    why: [
      `This looks like ${what}: ${signText(work.sign)}. Such work is hard to take back, and several agents would each decide it in another way, so people decide first. Nothing was spent. Please write into the issue:`,
      '',
      ...TO_DECIDE[work.of].map((each) => `- ${each}`),
    ].join('\n'),
    next: 'When that is written, or where it is settled already, somebody with write access comments `/speculate`, and the candidates are written.',
  }
}

/** What people have to decide before anybody can write it, for each kind of work. */
const TO_DECIDE: Readonly<Record<Work['of'], readonly string[]>> = {
  migration: [
    'how the data that is there gets into its new form, and how long both forms work side by side',
    'how it is undone when something goes wrong, and until when that is possible',
    'what may be slow or unavailable meanwhile, and for how long',
    'how you will notice that all of it has arrived',
  ],
  architecture: [
    'which parts change and which interfaces stay as they are',
    'what gets better by it, and how you will measure that',
    'in which steps it can be done, each small enough to be reviewed and taken back',
    'what is decided against, and why',
  ],
}
