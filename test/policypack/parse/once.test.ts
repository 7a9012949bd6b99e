import { once } from "../../../policypack/parse/once";

test("each object has its own, made when it is first asked for", () => {
    const made: object[] = [];
    const numbered = once((key: { readonly name: string }) => made.push(key));
    const [a, b] = [{ name: "x" }, { name: "x" }];
    expect([numbered(a), numbered(b), numbered(a), numbered(b)]).toEqual([1, 2, 1, 2]);
    expect(made).toEqual([a, b]);
});

test("nothing that was made is made again, undefined either", () => {
    let calls = 0;
    const nothing = once((_: object): undefined => void calls++);
    const key = {};
    expect([nothing(key), nothing(key), calls]).toEqual([undefined, undefined, 1]);
});

test("what making throws is thrown for each who asks, and tried again", () => {
    let calls = 0;
    const second = once((_: object) => {
        if (++calls === 1) throw new Error("no");
        return calls;
    });
    const key = {};
    expect(() => second(key)).toThrow("no");
    expect([second(key), second(key)]).toEqual([2, 2]);
});
