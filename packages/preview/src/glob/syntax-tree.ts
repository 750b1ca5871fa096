/** A pattern as gobwas/glob reads it, before it looks for a fast way to match it. */
export type Node =
  | { readonly kind: 'nothing' | 'any' | 'super' | 'single' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly letters: string; readonly not: boolean }
  | { readonly kind: 'range'; readonly low: number; readonly high: number; readonly not: boolean }
  | PatternNode
  | AlternativesNode;

/** Parts that follow one another. */
export interface PatternNode {
  readonly kind: 'pattern';
  readonly children: readonly Node[];
}

/** `{a,b}`. */
export interface AlternativesNode {
  readonly kind: 'alternatives';
  readonly children: readonly Node[];
}

export function equalNodes(a: Node, b: Node): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
