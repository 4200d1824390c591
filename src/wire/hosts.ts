/** A provider and the places where it is called. */
export interface Provider {
  name: string
  /** Host names; `*` stands for exactly one label; every subdomain counts too; a port must be the call's, a path the beginning of the call's. */
  domains: readonly string[]
  /** Ports on this machine that belong to it. */
  ports?: readonly number[]
}

/** The providers that are known without being told. */
export const providers: readonly Provider[] = [
  { name: 'anthropic', domains: ['api.anthropic.com'] },
  { name: 'openai', domains: ['api.openai.com'] },
  { name: 'openai-codex', domains: ['chatgpt.com/backend-api'] },
  {
    name: 'azure',
    domains: [
      'openai.azure.com',
      'cognitiveservices.azure.com/openai',
      'services.ai.azure.com',
      'inference.ai.azure.com',
      'openai.azure.us',
      'openai.azure.cn',
    ],
  },
  { name: 'github-models', domains: ['models.github.ai', 'models.inference.ai.azure.com'] },
  { name: 'github-copilot', domains: ['api.githubcopilot.com', 'api.*.githubcopilot.com', 'copilot-proxy.githubusercontent.com'] },
  { name: 'gemini', domains: ['generativelanguage.googleapis.com'] },
  { name: 'vertex', domains: ['aiplatform.googleapis.com', '*-aiplatform.googleapis.com', 'aiplatform.*.rep.googleapis.com'] },
  {
    name: 'bedrock',
    domains: [
      'bedrock-runtime.*.amazonaws.com',
      'bedrock-runtime-fips.*.amazonaws.com',
      'bedrock-runtime.*.amazonaws.com.cn',
      'bedrock-runtime.*.api.aws',
      'bedrock-agent-runtime.*.amazonaws.com',
      'bedrock-agent-runtime-fips.*.amazonaws.com',
      'bedrock-mantle.*.api.aws',
      '*.bedrock-runtime.*.vpce.amazonaws.com',
      '*.bedrock-agent-runtime.*.vpce.amazonaws.com',
    ],
  },
  { name: 'openrouter', domains: ['openrouter.ai/api'] },
  { name: 'groq', domains: ['api.groq.com'] },
  { name: 'mistral', domains: ['api.mistral.ai', 'codestral.mistral.ai'] },
  { name: 'cohere', domains: ['api.cohere.com', 'api.cohere.ai'] },
  { name: 'deepseek', domains: ['api.deepseek.com'] },
  { name: 'perplexity', domains: ['api.perplexity.ai'] },
  { name: 'together', domains: ['api.together.xyz', 'api.together.ai'] },
  { name: 'fireworks', domains: ['api.fireworks.ai'] },
  { name: 'cerebras', domains: ['api.cerebras.ai'] },
  { name: 'sambanova', domains: ['api.sambanova.ai'] },
  { name: 'xai', domains: ['api.x.ai'] },
  { name: 'huggingface', domains: ['router.huggingface.co', 'api-inference.huggingface.co', 'endpoints.huggingface.cloud'] },
  { name: 'replicate', domains: ['api.replicate.com'] },
  { name: 'nvidia', domains: ['integrate.api.nvidia.com', 'ai.api.nvidia.com'] },
  { name: 'deepinfra', domains: ['api.deepinfra.com'] },
  { name: 'hyperbolic', domains: ['api.hyperbolic.xyz'] },
  { name: 'novita', domains: ['api.novita.ai'] },
  { name: 'nebius', domains: ['api.studio.nebius.ai', 'api.studio.nebius.com', 'api.tokenfactory.nebius.com'] },
  { name: 'moonshot', domains: ['api.moonshot.ai', 'api.moonshot.cn'] },
  { name: 'zhipu', domains: ['open.bigmodel.cn', 'api.z.ai'] },
  { name: 'dashscope', domains: ['dashscope.aliyuncs.com', 'dashscope-intl.aliyuncs.com'] },
  { name: 'minimax', domains: ['api.minimax.io', 'api.minimaxi.com', 'api.minimax.chat'] },
  { name: 'siliconflow', domains: ['api.siliconflow.cn', 'api.siliconflow.com'] },
  { name: 'volcengine', domains: ['ark.*.volces.com'] },
  { name: 'ai21', domains: ['api.ai21.com'] },
  { name: 'voyage', domains: ['api.voyageai.com'] },
  { name: 'jina', domains: ['api.jina.ai'] },
  { name: 'writer', domains: ['api.writer.com'] },
  { name: 'aleph-alpha', domains: ['api.aleph-alpha.com'] },
  { name: 'cloudflare', domains: ['gateway.ai.cloudflare.com'] },
  { name: 'vercel', domains: ['ai-gateway.vercel.sh'] },
  { name: 'watsonx', domains: ['*.ml.cloud.ibm.com/ml'] },
  { name: 'ollama', domains: ['ollama.com/api', 'ollama.com/v1'], ports: [11434] },
]
