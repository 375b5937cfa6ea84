import { COMPILED_CHEATS } from './replaced/compiled.ts'
import { PYTHON_LATER_CHEATS } from './replaced/python.ts'
import { SCRIPTED_LATER_CHEATS } from './replaced/scripted.ts'
import { SCRIPT_CHEATS } from './replaced/scripts.ts'

/** By somebody who knows how the judges are found. */
export const LATER_CHEATS = [
  ...SCRIPT_CHEATS,
  ...PYTHON_LATER_CHEATS,
  ...COMPILED_CHEATS,
  ...SCRIPTED_LATER_CHEATS,
]
