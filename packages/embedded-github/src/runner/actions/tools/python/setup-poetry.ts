import { plainTool } from '../programs/plain-tool.ts'
import type { ToolAction } from '../tool-action.ts'

const plain = plainTool({
  names: ['snok/install-poetry'],
  tool: 'poetry',
  title: 'Poetry',
  version: 'version',
  programs: ['poetry'],
  follows: ['virtualenvs-create', 'virtualenvs-in-project', 'virtualenvs-path', 'installer-parallel'],
})

/** https://github.com/snok/install-poetry: its settings reach Poetry by variables, which leave no file behind. */
export const setupPoetry: ToolAction = {
  ...plain,
  async setUp(call, tools) {
    const result = await plain.setUp(call, tools)
    const settings = [
      ['POETRY_VIRTUALENVS_CREATE', call.inputs['virtualenvs-create']],
      ['POETRY_VIRTUALENVS_IN_PROJECT', call.inputs['virtualenvs-in-project']],
      ['POETRY_VIRTUALENVS_PATH', call.inputs['virtualenvs-path']],
      ['POETRY_INSTALLER_PARALLEL', call.inputs['installer-parallel']],
    ].flatMap(([name, value]) => (name === undefined || value === undefined ? [] : [[name, value]]))
    return { ...result, env: Object.fromEntries(settings) }
  },
}
