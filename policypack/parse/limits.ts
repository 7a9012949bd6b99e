/** The largest text that a parser takes, in characters. EC2 user data has at most 16 KiB, packed; nothing real comes near this. */
export const MAX_TEXT = 1 << 20;

export const TOO_LARGE = "is larger than 1 MiB";
