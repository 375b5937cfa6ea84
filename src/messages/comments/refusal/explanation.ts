import { TRIGGER_LABEL } from '../../../domain/issue/labels.ts'
import type { RunRequest } from '../../../domain/issue/trigger.ts'

export interface Explanation {
  readonly why: string
  readonly next: string
}

export type By = RunRequest['kind']

const COMMANDED = 'comment `/speculate`'

/** What is to be done for a run once the reason is gone. */
export const AGAIN: Record<By, string> = {
  label: `remove the label \`${TRIGGER_LABEL}\` and add it again`,
  command: 'write the command again',
  ...{ text: COMMANDED, 'critical-path': COMMANDED, forced: COMMANDED },
}
