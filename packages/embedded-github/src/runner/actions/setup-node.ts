import { NOTHING_IN_THE_WAY, type ServedAction } from './served-action.ts'

/** Takes the machine's own. */
export const setupNode: ServedAction = {
  names: ['actions/setup-node'],
  plan({ uses, inputs }) {
    const wanted = inputs['node-version'] ?? inputs['node-version-file'] ?? 'its default'
    const notice = `\`${uses}\` asks for Node ${wanted}; this runner takes the machine's own \`node\``
    return { ...NOTHING_IN_THE_WAY, notices: [notice] }
  },
  run: () => Promise.resolve({}),
}
