import { unitEnvironment } from "../../../policypack/parse/systemd-environment";
import { readUnit, type Unit } from "../../../policypack/parse/systemd-unit";
import { HOLE } from "../../../policypack/parse/word";

const service = (...lines: string[]): Unit => {
    const result = readUnit(["[Service]", ...lines].join("\n"), "x.service");
    if (!result.ok) throw new Error(result.reason);
    return result.value;
};
const nothing = () => undefined;
const variablesOf = (...lines: string[]) =>
    [...unitEnvironment(service(...lines), nothing).variables].map(([name, { value }]) => `${name}=${value.text}`);

test.each<[reason: string, lines: string[], variables: string[]]>([
    ["names of more than one letter", ["Environment=AB_1=x CD=y"], ["AB_1=x", "CD=y"]],
    ["a value of several lines", ['Environment="AB=x\\ny"'], ["AB=x\ny"]],
    ["a name that has another in it is none", ['Environment="a b=1" a-b=1'], []],
    ["a quote that does not end makes a line nothing", ["Environment='A=1", "Environment=B=2"], ["B=2"]],
    ["what systemd itself was given is not known", ["PassEnvironment=A B", "Environment=B=1"], [`A=${HOLE}`, "B=1"]],
    ["what is not there cannot be taken away", ["Environment=A=1", "UnsetEnvironment=B=1 C"], ["A=1"]],
])("%s", (_, lines, variables) => expect(variablesOf(...lines)).toEqual(variables));

test("a variable that systemd was given is told with the line that passes it on", () =>
    expect(unitEnvironment(service("PassEnvironment=A"), nothing).variables.get("A")).toEqual({
        value: { text: HOLE, isLiteral: false },
        line: 2,
        source: "x.service",
    }));

test("where every file is read, a variable that nothing sets is not set", () =>
    expect(unitEnvironment(service("Environment=A=1"), nothing).lookup("B")).toBeUndefined());

test.each<[reason: string, line: string, unread: string[]]>([
    ["a path that does not begin at the root is none", "EnvironmentFile=etc/a", []],
    ["a path that only the machine knows", "EnvironmentFile=%H/a", [`${HOLE}/a is a file that is not here`]],
    ["a path with a part that only the machine knows", "EnvironmentFile=/a%H", [`/a${HOLE} is a file that is not here`]],
    ["a file that is too long to be one", "EnvironmentFile=/long", ["/long is larger than 1 MiB"]],
])("%s", (_, line, unread) => {
    const file = (path: string) => (path === "/long" ? { text: "#".repeat((1 << 20) + 1), source: path } : undefined);
    const environment = unitEnvironment(service(line), file);
    expect(environment.unread.map(({ path, reason }) => `${path.text} ${reason}`)).toEqual(unread);
    expect(environment.lookup("A")).toBe(unread.length > 0 ? HOLE : undefined);
});
