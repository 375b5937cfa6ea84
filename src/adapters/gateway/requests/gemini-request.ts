import { z } from 'zod'
import {
  Amount,
  Base64,
  Flag,
  JsonObject,
  JsonSchema,
  Label,
  list,
  MediaType,
  One,
  only,
  Text,
  Word,
} from './shapes.ts'

/**
 * What an agent may ask of Gemini (https://ai.google.dev/api/generate-content). Its server reads both `fileData` and `file_data`; only
 * the spelling of its documentation is passed on, so that no field can stand there twice.
 */

// Sound and films have prices of their own.
const Data = only({}, { mimeType: MediaType, data: Base64, displayName: Label })

const Part = only(
  {},
  {
    text: Text,
    thought: Flag,
    thoughtSignature: Text,
    inlineData: Data,
    functionCall: only({}, { id: Label, name: Word, args: JsonObject }),
    functionResponse: only(
      {},
      { id: Label, name: Word, response: JsonObject, parts: list(only({}, { inlineData: Data })) },
    ),
  },
)

const Content = only({}, { role: Word, parts: list(Part) })

// Tools that the agent itself runs; of hosted ones there is none.
const Tool = only(
  {},
  {
    functionDeclarations: list(
      only(
        {},
        {
          name: Word,
          description: Text,
          behavior: Word,
          parameters: JsonSchema,
          parametersJsonSchema: JsonSchema,
          response: JsonSchema,
          responseJsonSchema: JsonSchema,
        },
      ),
    ),
  },
)

export const GeminiRequest = only(
  {},
  {
    contents: list(Content),
    systemInstruction: Content,
    tools: list(Tool),
    toolConfig: only(
      {},
      { functionCallingConfig: only({}, { mode: Word, allowedFunctionNames: list(Word) }) },
    ),
    safetySettings: list(only({}, { category: Word, threshold: Word })),
    generationConfig: only(
      {},
      {
        candidateCount: One,
        maxOutputTokens: Amount,
        stopSequences: list(Text),
        temperature: Amount,
        topP: Amount,
        topK: Amount,
        presencePenalty: Amount,
        frequencyPenalty: Amount,
        seed: Amount,
        responseLogprobs: Flag,
        logprobs: Amount,
        responseMimeType: z.enum(['text/plain', 'application/json', 'text/x.enum']),
        responseSchema: JsonSchema,
        responseJsonSchema: JsonSchema,
        responseModalities: list(z.literal('TEXT')),
        mediaResolution: Word,
        thinkingConfig: only({}, { includeThoughts: Flag, thinkingBudget: Amount, thinkingLevel: Word }),
      },
    ),
    // A way to pay more for the same tokens: judged by the operator's prices.
    serviceTier: Word,
  },
)
