import type { z } from 'zod'
import type { Toolchain } from './toolchains.ts'

/** A dummy that the agent uses as its key. The real key stays with the gateway, which adds it to outgoing requests. */
const DUMMY_KEY = 'held-by-the-gateway'

const toToml = (text: string) => text.trimStart()
const toJson = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

/** Our sandbox is the boundary, not one that codex makes inside it; the commands that codex runs do not even get the dummy. */
const CODEX_CONFIG = toToml(`
model = "{model}"
model_provider = "gateway"
approval_policy = "never"
sandbox_mode = "danger-full-access"
check_for_update_on_startup = false
[model_providers.gateway]
name = "gateway"
base_url = "{gateway}/v1"
wire_api = "responses"
env_key = "GATEWAY_KEY"
[shell_environment_policy]
inherit = "core"
exclude = ["*KEY*"]
[analytics]
enabled = false
[projects."{worktree}"]
trust_level = "untrusted"
`)

const OPENCODE_CONFIG = toJson({
  $schema: 'https://opencode.ai/config.json',
  model: 'gateway/{model}',
  small_model: 'gateway/{model}',
  autoupdate: false,
  share: 'disabled',
  snapshot: false,
  enabled_providers: ['gateway'],
  provider: {
    gateway: {
      npm: '@ai-sdk/openai-compatible',
      name: 'gateway',
      options: { baseURL: '{gateway}/v1', apiKey: DUMMY_KEY },
      models: {
        '{model}': { name: '{model}', tool_call: true, limit: { context: 200_000, output: 32_000 } },
      },
    },
  },
  permission: {
    '*': 'allow',
    edit: 'ask',
    bash: 'ask',
    external_directory: 'ask',
    webfetch: 'deny',
    websearch: 'deny',
  },
})

const GEMINI_SETTINGS = toJson({
  security: { auth: { selectedType: 'gemini-api-key' } },
  general: { disableAutoUpdate: true, disableUpdateNag: true },
  privacy: { usageStatisticsEnabled: false },
  telemetry: { enabled: false },
})

/**
 * Ready to use under their names; versions and settings are those that were tried. Whatever a repository brings along for
 * an agent (settings, hooks, servers) is switched off: it would start programs unasked.
 */
export const PRESETS = {
  codex: {
    kind: 'acp',
    command: ['codex-acp'],
    package: '@agentclientprotocol/codex-acp@2.6.0',
    model: 'gpt-5.5',
    // The adapter asks a model of its own choice for a title of the conversation, which nobody reads.
    other_models: 'refuse',
    provider: {
      base_url: 'https://api.openai.com',
      key: 'OPENAI_API_KEY',
      header: 'authorization',
      login: { of: 'codex', base_url: 'https://chatgpt.com/backend-api/codex' },
    },
    set: {
      CODEX_HOME: '{home}/.codex',
      GATEWAY_KEY: DUMMY_KEY,
      MODEL_PROVIDER: 'gateway',
      INITIAL_AGENT_MODE: 'agent-full-access',
      NO_BROWSER: '1',
    },
    home_files: { '.codex/config.toml': CODEX_CONFIG },
    // The adapter declares the folder of its session trusted, by this very name; codex asks by the plain one, which is not.
    session_cwd: '{worktree}/.',
  },
  claude: {
    kind: 'acp',
    command: ['claude-agent-acp'],
    package: '@agentclientprotocol/claude-agent-acp@0.100.0',
    model: 'claude-sonnet-5-5',
    provider: {
      base_url: 'https://api.anthropic.com',
      key: 'ANTHROPIC_API_KEY',
      header: 'x-api-key',
      // Made by `claude setup-token`.
      token: 'CLAUDE_CODE_OAUTH_TOKEN',
    },
    set: {
      ANTHROPIC_BASE_URL: '{gateway}',
      ANTHROPIC_API_KEY: DUMMY_KEY,
      ANTHROPIC_MODEL: '{model}',
      // Also the model for its smaller tasks, so that the price is known.
      ANTHROPIC_SMALL_FAST_MODEL: '{model}',
      ANTHROPIC_DEFAULT_HAIKU_MODEL: '{model}',
      CLAUDE_CONFIG_DIR: '{home}/.claude',
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      DISABLE_AUTOUPDATER: '1',
    },
    session_meta: { claudeCode: { options: { settingSources: [], strictMcpConfig: true } } },
  },
  opencode: {
    kind: 'acp',
    command: ['opencode', 'acp', '--pure'],
    package: 'opencode-ai@1.18.33',
    model: 'gpt-5.5',
    provider: { base_url: 'https://api.openai.com', key: 'OPENAI_API_KEY', header: 'authorization' },
    set: {
      OPENCODE_CONFIG: '{home}/opencode.json',
      OPENCODE_DISABLE_MODELS_FETCH: '1',
      OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
      OPENCODE_DISABLE_AUTOUPDATE: '1',
      OPENCODE_DISABLE_PROJECT_CONFIG: '1',
    },
    home_files: { 'opencode.json': OPENCODE_CONFIG },
  },
  gemini: {
    kind: 'acp',
    command: ['gemini', '--acp', '--skip-trust', '--model', '{model}'],
    package: '@google/gemini-cli@0.61.0',
    model: 'gemini-2.5-pro',
    provider: {
      base_url: 'https://generativelanguage.googleapis.com',
      key: 'GEMINI_API_KEY',
      header: 'x-goog-api-key',
    },
    set: { GEMINI_API_KEY: DUMMY_KEY, GOOGLE_GEMINI_BASE_URL: '{gateway}' },
    home_files: { '.gemini/settings.json': GEMINI_SETTINGS },
  },
} as const satisfies Readonly<Record<string, z.input<typeof Toolchain>>>
