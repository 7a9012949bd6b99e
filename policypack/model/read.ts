/** What a parser answers: the data, or why there is none, in words that follow "…" in a sentence (`is no YAML`). It never throws. */
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

export const read = <T>(value: T): Read<T> => ({ ok: true, value });

/** @param reason third person, no full stop, never the text itself (it may hold secrets): `is larger than 1 MiB` */
export const unread = (reason: string): Read<never> => ({ ok: false, reason });
