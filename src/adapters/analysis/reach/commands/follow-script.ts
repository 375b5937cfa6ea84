import { parseScript } from '../shell/parse-script.ts'
import { isKnown, shown } from '../shell/words.ts'
import { type Place, through, type Walk } from '../walk.ts'

/** Every command of a script in a shell. */
export async function followScript(walk: Walk, text: string, place: Place): Promise<void> {
  const { commands, problem } = await parseScript(text, place)
  if (problem !== undefined) walk.unfollowed(place, place.via.at(-1) ?? '', problem)
  for (const { words, folder, variables, input } of commands) {
    const here = { ...place, folder, variables }
    const [program = ''] = words
    if (!isKnown(program)) walk.unfollowed(here, shown(words), 'what it runs is known only at run time')
    else await walk.command(words, here)
    if (input !== undefined && /^(ba|da|z|k)?sh$/.test(program)) {
      await walk.script(input, through(here, shown(words)))
    }
  }
}
