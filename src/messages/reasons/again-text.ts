import { TRIGGER_LABEL } from '../../domain/issue/labels.ts'
import { isByLabel, type Trigger } from '../../domain/issue/trigger.ts'

/** How another run is asked for: in the way in which this one was. */
export function againText(trigger: Trigger, isLabelOff = false): string {
  if (!isByLabel(trigger)) return 'write `/speculate` for a new run'
  return isLabelOff
    ? `add the label \`${TRIGGER_LABEL}\` again for a new run`
    : `remove the label \`${TRIGGER_LABEL}\` and add it again for a new run`
}
