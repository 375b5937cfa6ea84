import { COMPILED_CHEATS } from './later-cheats/compiled.ts'
import { PYTHON_LATER_CHEATS } from './later-cheats/python.ts'
import { SCRIPTED_LATER_CHEATS } from './later-cheats/scripted.ts'
import { SCRIPT_CHEATS } from './later-cheats/scripts.ts'

/** By somebody who knows how the judges are found. */
export const LATER_CHEATS = [
  ...SCRIPT_CHEATS,
  ...PYTHON_LATER_CHEATS,
  ...COMPILED_CHEATS,
  ...SCRIPTED_LATER_CHEATS,
]
