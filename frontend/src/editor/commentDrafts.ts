/**
 * What was typed and not sent, for as long as the tab is there: closing a form, a failed send and loading the page anew
 * lose nothing of it. Each draft keeps the id it is sent with, so that sending it again says it once.
 */
import type { Said } from '../api/comments';

type KeyValueStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;
/** Of which form: a new thread, a reply to one, other words for a comment. */
export type DraftOf = 'new' | `reply-${string}` | `edit-${string}`;

const REPLY = 'reply-';

export class CommentDrafts {
  readonly #storage: KeyValueStore;
  readonly #key: string;
  readonly #newId: () => string;
  /** Where the browser keeps nothing, the page does. */
  readonly #kept = new Map<string, Said>();

  constructor(storage: KeyValueStore, user: number, image: string, newId: () => string) {
    this.#storage = storage;
    this.#key = `stipple.comment.${user}.${image}`;
    this.#newId = newId;
  }

  /** What was typed there, else `text` under a new id. */
  load(of: DraftOf, text = ''): Said {
    return this.#kept.get(of) ?? this.#stored(of) ?? { id: this.#newId(), text };
  }

  save(of: DraftOf, draft: Said): void {
    this.#kept.set(of, draft);
    try {
      this.#storage.setItem(this.#name(of), JSON.stringify(draft));
    } catch {
      // full or forbidden storage: the page keeps it
    }
  }

  /** `said` was taken. What was typed since stays, under an id of its own. */
  sent(of: DraftOf, said: Said): void {
    const now = this.load(of);
    if (now.id !== said.id) return;
    if (now.text.trim() === said.text.trim()) this.drop(of);
    else this.save(of, { id: this.#newId(), text: now.text });
  }

  /** The replies that wait to be sent, by the thread that they belong to. */
  replies(): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    for (const of of [...this.#storedForms(), ...this.#kept.keys()]) {
      if (!isReply(of)) continue;
      const { text } = this.load(of);
      if (text.trim() !== '') found.set(of.slice(REPLY.length), text);
    }
    return found;
  }

  /** It is not wanted. */
  drop(of: DraftOf): void {
    this.#kept.delete(of);
    this.#storage.removeItem(this.#name(of));
  }

  #stored(of: DraftOf): Said | null {
    try {
      const found = JSON.parse(this.#storage.getItem(this.#name(of)) ?? 'null') as Partial<Said> | null;
      return typeof found?.id === 'string' && typeof found.text === 'string'
        ? { id: found.id, text: found.text }
        : null;
    } catch {
      return null;
    }
  }

  #storedForms(): string[] {
    const start = `${this.#key}.`;
    try {
      const names = Array.from(
        { length: this.#storage.length },
        (_, place) => this.#storage.key(place) ?? '',
      );
      return names.filter((name) => name.startsWith(start)).map((name) => name.slice(start.length));
    } catch {
      return []; // forbidden storage
    }
  }

  #name(of: DraftOf): string {
    return `${this.#key}.${of}`;
  }
}

function isReply(form: string): form is `reply-${string}` {
  return form.startsWith(REPLY);
}
