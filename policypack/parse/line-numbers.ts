/** Tells the line of a position, the first line being 1. A text is gone through once, however many positions are asked for. */
export class LineNumbers {
    private readonly ends: readonly number[];

    constructor(readonly text: string) {
        const ends: number[] = [];
        for (let i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) ends.push(i);
        this.ends = ends;
    }

    at(position: number): number {
        let [low, high] = [0, this.ends.length];
        while (low < high) {
            const middle = (low + high) >> 1;
            if (this.ends[middle]! < position) low = middle + 1;
            else high = middle;
        }
        return low + 1;
    }
}
