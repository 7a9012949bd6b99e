type Unknowns = typeof import("../../../policypack/lib/unknowns");

/** The module as a fresh process has it. */
function fresh(): Unknowns {
    let unknowns: Unknowns | undefined;
    jest.isolateModules(() => (unknowns = jest.requireActual<Unknowns>("../../../policypack/lib/unknowns")));
    return unknowns!;
}

const at = (path: string) => new Error(`string value at ${path} can't be known during preview`);
const FOR_ALL = ", so every policy that reads it judges it at the update";

test("the first policy that meets an unknown value tells of it for all, the others of what else they meet", () => {
    const { tellUnknownsOnce, unknownToTell } = fresh();
    tellUnknownsOnce();
    expect(unknownToTell("urn:a", [at(".userData")])?.message).toBe(at(`.userData`).message + FOR_ALL);
    expect(unknownToTell("urn:a", [at(".userData")])).toBeUndefined();
    expect(unknownToTell("urn:a", [at(".userData"), at(".tags")])?.message).toBe(at(".tags").message + FOR_ALL);
});

test("the same property of another resource is another value", () => {
    const { tellUnknownsOnce, unknownToTell } = fresh();
    tellUnknownsOnce();
    for (const urn of ["urn:a", "urn:b"]) expect(unknownToTell(urn, [at(".userData")])).toBeDefined();
});

test("over the stack only what was told of no resource is told, once", () => {
    const { tellUnknownsOnce, unknownToTell } = fresh();
    tellUnknownsOnce();
    unknownToTell("urn:a", [at(".userData")]);
    expect(unknownToTell("", [at(".userData")])).toBeUndefined();
    expect(unknownToTell("", [at(".userData"), at(".policy")])?.message).toBe(at(".policy").message + FOR_ALL);
    expect(unknownToTell("", [at(".policy")])).toBeUndefined();
});

test("a policy that met no unknown value tells of none", () => {
    const { tellUnknownsOnce, unknownToTell } = fresh();
    tellUnknownsOnce();
    expect(unknownToTell("urn:a", [])).toBeUndefined();
});

test("where the pack is not served, every policy tells, in the words of the SDK", () => {
    const { unknownToTell } = fresh();
    for (let i = 0; i < 2; i++) expect(unknownToTell("urn:a", [at(".userData")])?.message).toBe(at(".userData").message);
});

test("policies that share what they read meet the same error, and one of them tells of it", () => {
    const { tellUnknownsOnce, unknownToTell } = fresh();
    tellUnknownsOnce();
    const shared = at(".userData");
    const { message } = shared;
    expect(unknownToTell("urn:shared", [shared])?.message).toBe(message + FOR_ALL);
    expect(shared.message).toBe(message);
    expect(unknownToTell("urn:shared", [shared])).toBeUndefined();
});
