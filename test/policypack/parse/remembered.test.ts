import { remembered } from "../../../policypack/parse/remembered";

/** A reader that counts what it reads. */
function counted(memory?: Parameters<typeof remembered>[1]) {
    const read: string[] = [];
    const ask = remembered((...texts) => {
        read.push(texts.join("+"));
        return texts;
    }, memory);
    return { ask, read };
}

test("what is asked again is not read again, and texts are told apart by where they end", () => {
    const { ask, read } = counted();
    const first = ask("a", "bc");
    expect(ask("a", "bc")).toBe(first);
    ask("ab", "c");
    expect(read).toEqual(["a+bc", "ab+c"]);
});

test("policies that ask for all of a stack's texts in turn find those that there was room for", () => {
    const { ask, read } = counted({ characters: 8, latest: 2 });
    const stack = ["aa", "bb", "cc", "dd", "ee", "ff"];
    for (const text of stack) ask(text);
    read.length = 0;
    for (const text of stack) ask(text);
    expect(read).toEqual(["cc", "dd", "ee", "ff"]);
});

test("one resource's texts are read once, however long they are", () => {
    const { ask, read } = counted({ characters: 0, latest: 2 });
    for (let policy = 0; policy < 30; policy++) for (const text of ["long", "longer"]) ask(text);
    expect(read).toEqual(["long", "longer"]);
});

test("texts that are longer than V8 hashes are told apart and found again", () => {
    const { ask, read } = counted();
    const texts = ["a", "b", "c"].map((end) => "x".repeat(20_000) + end);
    for (let policy = 0; policy < 3; policy++) for (const text of texts) expect(ask(text)).toEqual([text]);
    expect(read).toEqual(texts);
});

test("what a long text is found by is short enough for V8 to hash", () => {
    const set = jest.spyOn(Map.prototype, "set");
    try {
        counted().ask("x".repeat(20_000));
        expect(set.mock.calls.map(([key]) => String(key).length)).toEqual([44]);
    } finally {
        set.mockRestore();
    }
});
