import { existingNamespaces } from "../../../policypack/settings/existing-namespaces";

test("names are taken without blanks around them", () => {
    expect([...existingNamespaces.read([" monitoring ", "a"], "p.existingNamespaces")]).toEqual(["monitoring", "a"]);
    expect([...existingNamespaces.read(undefined, "p.existingNamespaces")]).toEqual([]);
});

test.each([
    ["monitoring", 'p.existingNamespaces is no list. Write ["monitoring"]'],
    [["Monitoring"], 'p.existingNamespaces[0] is "Monitoring", which is no namespace\'s name'],
    [["*"], 'p.existingNamespaces[0] is "*", which is no namespace\'s name'],
    [["a", 1], "p.existingNamespaces[1] is 1, which is no namespace's name"],
])("%j is refused", (value, message) => expect(() => existingNamespaces.read(value, "p.existingNamespaces")).toThrow(message));
