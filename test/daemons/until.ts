/**
 * Waits for a condition, looking every 20 ms.
 * @throws Error naming `what` when it does not hold in time
 */
export async function until<T>(what: string, milliseconds: number, condition: () => T | Promise<T>): Promise<NonNullable<T>> {
    const end = Date.now() + milliseconds;
    for (;;) {
        const value = await condition();
        if (value) return value;
        if (Date.now() > end) throw new Error(`${what} did not come in ${milliseconds} ms`);
        await new Promise((done) => setTimeout(done, 20));
    }
}
