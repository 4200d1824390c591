/** One row of a gateway's provider registry. */
export interface GatewayProvider {
  name: string
  domains: string[]
  profile_id?: string | null
  env_keys?: string[]
}

/** What `GET /v1/config/providers` answers. */
export interface GatewayRegistry {
  providers: GatewayProvider[]
  ollama_ports: number[]
  overlay_path: string
  overlay_applied: boolean
}

/** The registry of a gateway without an overlay. */
export const defaultRegistry: GatewayRegistry = {
  providers: [
    provider('anthropic', ['api.anthropic.com'], ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN']),
    provider('openrouter', ['openrouter.ai'], ['OPENROUTER_API_KEY']),
    provider('openai', ['api.openai.com'], ['OPENAI_API_KEY']),
    provider('openai-codex', ['chatgpt.com/backend-api']),
    provider('groq', ['api.groq.com'], ['GROQ_API_KEY']),
    provider('mistral', ['api.mistral.ai'], ['MISTRAL_API_KEY']),
    provider('cohere', ['api.cohere.com', 'api.cohere.ai'], ['COHERE_API_KEY']),
    provider('deepseek', ['api.deepseek.com'], ['DEEPSEEK_API_KEY']),
    provider('perplexity', ['api.perplexity.ai'], ['PERPLEXITY_API_KEY']),
    provider('together', ['api.together.xyz'], ['TOGETHER_API_KEY']),
    provider('xai', ['api.x.ai'], ['XAI_API_KEY']),
    provider('vertex', ['aiplatform.googleapis.com']),
    provider('azure', ['openai.azure.com'], ['AZURE_OPENAI_API_KEY']),
    provider('gemini', ['generativelanguage.googleapis.com', 'googleapis.com/v1/projects'], ['GOOGLE_API_KEY', 'GEMINI_API_KEY']),
    provider('bedrock', ['bedrock-runtime.*.amazonaws.com']),
  ],
  ollama_ports: [11_434],
  overlay_path: '',
  overlay_applied: false,
}

function provider(name: string, domains: string[], keys: string[] = []): GatewayProvider {
  return { name, domains, profile_id: null, env_keys: keys }
}
