import { armFault } from './armed-fault.ts';
import type { ArmedFault } from './armed-fault.ts';

/** `reset`: the client's connection breaks; `silence`: it stays open and nothing comes. */
export type LostReply = 'reset' | 'silence';

/** `after-reply`: the request is sent again once the original was answered; `at-once`: both race. */
export type DuplicateTiming = 'after-reply' | 'at-once';

/** Decides on the first bytes of a reply (status line and headers, as text) and of the request it answers. */
export type ReplyMatch = (replyHead: string, requestHead: string) => boolean;

/** Decides on the first bytes of a request: request line and headers, as text. */
export type RequestMatch = (requestHead: string) => boolean;

export interface ReplyDrop {
  readonly match: ReplyMatch;
  readonly then: LostReply;
  /** Takes the head of the reply that was lost. */
  readonly fire: (replyHead: string) => void;
}

export interface Duplicate {
  readonly match: RequestMatch;
  readonly when: DuplicateTiming;
  /** Takes the head of the reply that the second copy got. */
  readonly fire: (replyHead: string) => void;
}

/** The faults that wait on a link; connections ask here at each turn. */
export class LinkFaults {
  readonly #replyDrops = new Set<ReplyDrop>();
  readonly #duplicates = new Set<Duplicate>();

  armReplyDrop(match: ReplyMatch, then: LostReply): ArmedFault<string> {
    return arm(this.#replyDrops, (fire) => ({ match, then, fire }));
  }

  armDuplicate(match: RequestMatch, when: DuplicateTiming): ArmedFault<string> {
    return arm(this.#duplicates, (fire) => ({ match, when, fire }));
  }

  takeReplyDrop(replyHead: string, requestHead: string): ReplyDrop | undefined {
    return take(this.#replyDrops, (drop) => drop.match(replyHead, requestHead));
  }

  takeDuplicate(requestHead: string): Duplicate | undefined {
    return take(this.#duplicates, (duplicate) => duplicate.match(requestHead));
  }
}

function arm<Fault>(armed: Set<Fault>, build: (fire: (head: string) => void) => Fault): ArmedFault<string> {
  return armFault((fire) => {
    const fault = build(fire);
    armed.add(fault);
    return () => armed.delete(fault);
  });
}

function take<Fault>(armed: Set<Fault>, matches: (fault: Fault) => boolean): Fault | undefined {
  for (const fault of armed) {
    if (!matches(fault)) continue;
    armed.delete(fault);
    return fault;
  }
  return undefined;
}
