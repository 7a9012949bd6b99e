const LIBRARIES = ["yaml", "unbash"];

/** The names of the libraries that are loaded, each time in a module registry of its own. */
function loading(before: () => void): { readonly ahead: () => void; readonly loaded: string[] } {
    const loaded: string[] = [];
    jest.resetModules();
    for (const name of LIBRARIES)
        jest.doMock(name, () => {
            loaded.push(name);
            before();
            return {};
        });
    const { loadAhead } = require("../../../policypack/lib/load-ahead") as { loadAhead: () => void };
    return { ahead: loadAhead, loaded };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test("what user data is read with is loaded once the engine has its answer", () => {
    const { ahead, loaded } = loading(() => undefined);
    ahead();
    expect(loaded).toEqual([]);
    jest.runAllTimers();
    expect(loaded.sort()).toEqual([...LIBRARIES].sort());
});

test("one that cannot be loaded keeps neither the others from it nor the pack from running", () => {
    const { ahead, loaded } = loading(() => {
        throw new Error("no such file");
    });
    ahead();
    expect(() => jest.runAllTimers()).not.toThrow();
    expect(loaded.sort()).toEqual([...LIBRARIES].sort());
});
