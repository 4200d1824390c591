export { judgeCommand } from './judge.ts'
export type { CommandMatch } from './model.ts'
export { type CommandFinding, checkTool } from './tool.ts'
