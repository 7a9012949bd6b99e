type Inputs = typeof import("../../../policypack/lib/inputs");

/** The module as a fresh process has it. */
function fresh(): Inputs {
    let inputs: Inputs | undefined;
    jest.isolateModules(() => (inputs = jest.requireActual<Inputs>("../../../policypack/lib/inputs")));
    return inputs!;
}

test("a resource without outputs is seen by the inputs that it was judged by", () => {
    const inputs = fresh();
    inputs.keepInputs();
    inputs.noteInputs("urn:a", { spec: 1 });
    expect(inputs.outputsOrInputs("urn:a", {})).toEqual({ spec: 1 });
});

test("outputs, of which there are some, are what counts", () => {
    const inputs = fresh();
    inputs.keepInputs();
    inputs.noteInputs("urn:a", { spec: 1 });
    expect(inputs.outputsOrInputs("urn:a", { id: "a" })).toEqual({ id: "a" });
});

test("a resource that was never judged has no inputs", () => {
    const inputs = fresh();
    inputs.keepInputs();
    expect(inputs.outputsOrInputs("urn:b", {})).toEqual({});
});

test("nothing is kept where the pack is not served", () => {
    const inputs = fresh();
    inputs.noteInputs("urn:a", { spec: 1 });
    expect(inputs.outputsOrInputs("urn:a", {})).toEqual({});
});
