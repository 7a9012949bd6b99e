import { namespaces } from "../../../policypack/settings/namespaces";

test("names are taken without blanks around them", () => {
    expect([...namespaces.read([" monitoring ", "a"], "p.namespaces")]).toEqual(["monitoring", "a"]);
    expect([...namespaces.read(undefined, "p.namespaces")]).toEqual([]);
});

test.each([
    ["monitoring", 'p.namespaces is no list. Write ["monitoring"]'],
    [["Monitoring"], 'p.namespaces[0] is "Monitoring", which is no namespace\'s name'],
    [["*"], 'p.namespaces[0] is "*", which is no namespace\'s name'],
    [["a", 1], "p.namespaces[1] is 1, which is no namespace's name"],
])("%j is refused", (value, message) => expect(() => namespaces.read(value, "p.namespaces")).toThrow(message));
