import type { Inventory } from '@k8s-backup-target/preview';
import type { Reply, Request } from '../answer/messages.js';
import { SAMPLE_CLUSTER } from '../examples/sample-cluster.js';
import { answerQuestion } from './answer-question.js';
import { readInventory } from './read-inventory.js';

/** Answers the page's requests one after the other, and keeps the cluster between them. */
export class Desk {
  #inventory: Inventory = SAMPLE_CLUSTER;

  /** Never throws: a fault of our own becomes a refusal that says so. */
  async reply(request: Request): Promise<Reply> {
    try {
      return request.kind === 'ask'
        ? {
            id: request.id,
            kind: 'answer',
            answer: await answerQuestion(request.question, this.#inventory),
          }
        : await this.#take(request.id, request.file);
    } catch (error) {
      return { id: request.id, kind: 'refused', why: `This page has a fault: ${String(error)}` };
    }
  }

  async #take(id: number, file: Blob | null): Promise<Reply> {
    const read = file === null ? null : await readInventory(file);
    if (read?.ok === false) return { id, kind: 'refused', why: read.why };
    this.#inventory = read?.inventory ?? SAMPLE_CLUSTER;
    return { id, kind: 'cluster', objects: this.#inventory.objects.length };
  }
}
