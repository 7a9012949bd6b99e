/**
 * Present, but not to be understood: a string where a list belongs, text that is no YAML. Neither a pass nor a known fault,
 * so it is an answer of its own. Thrown by whatever reads; the policy's glue makes a finding of it.
 */
export class Unreadable extends Error {
    override readonly name = "Unreadable";

    /**
     * @param at where it stands, as in `Finding.at`
     * @param reason what is there and what was expected, without the value itself (it may be a secret)
     */
    constructor(
        readonly at: string,
        readonly reason: string,
    ) {
        super(`${at}: ${reason}`);
    }
}
