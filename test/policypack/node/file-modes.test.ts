import { modeOf } from "../../../policypack/node/file-modes";

test.each<[text: string | undefined, before: number, mode: number | undefined]>([
    ["0640", 0o777, 0o640],
    ["7", 0, 0o7],
    ["04755", 0, 0o4755],
    ["104755", 0, undefined],
    ["0680", 0, undefined],
    ["u=rw,go-w", 0o777, 0o655],
    ["g+w", 0o644, 0o664],
    ["o+r", 0o640, 0o644],
    ["u+x", 0o644, 0o744],
    ["go=", 0o777, 0o700],
    ["a-x", 0o755, 0o644],
    ["+w", 0o444, 0o666],
    ["ua+r", 0, 0o444],
    ["o=rx", 0o777, 0o775],
    ["u+X,u+s,o+t", 0o644, 0o644],
    ["u=r,x", 0, undefined],
    ["xu+r", 0, undefined],
    ["u+rq", 0, undefined],
    ["", 0o600, undefined],
    [undefined, 0o600, undefined],
])("%s of %d", (text, before, mode) => expect(modeOf(text, before)).toBe(mode));
