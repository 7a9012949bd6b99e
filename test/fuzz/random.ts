/** Numbers that follow from a seed (mulberry32): the same everywhere, and good enough to choose by. */
export class Random {
    private state: number;

    /** @param seed any text: "1/YAML/0" */
    constructor(seed: string) {
        let hash = 2_166_136_261;
        for (const character of seed) hash = Math.imul(hash ^ character.codePointAt(0)!, 16_777_619);
        this.state = hash >>> 0;
    }

    /** From 0 up to, and without, `end`. */
    below(end: number): number {
        this.state = (this.state + 0x6d2b79f5) >>> 0;
        let mixed = this.state;
        mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * end);
    }

    /** True once in so many times. */
    once(inTimes: number): boolean {
        return this.below(inTimes) === 0;
    }

    /** @throws Error for an empty list */
    pick<T>(list: readonly T[]): T {
        if (list.length === 0) throw new Error("nothing to pick from");
        return list[this.below(list.length)]!;
    }
}
