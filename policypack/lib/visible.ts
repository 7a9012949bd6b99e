/**
 * A text for a terminal: what would move the cursor, colour it or turn the writing direction is shown as its number. Names, paths and values
 * come from what others wrote.
 */
export const visible = (text: string): string =>
    text.replace(
        // eslint-disable-next-line no-control-regex -- that is what it is about
        /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
        (character) => `\\u{${character.charCodeAt(0).toString(16)}}`,
    );
