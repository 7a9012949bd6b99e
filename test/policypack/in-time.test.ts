import { inTime } from "./in-time";

test("what ends soon is done once, and gives what it makes", () => {
    const work = jest.fn(() => 7);
    expect(inTime(1_000, work)).toBe(7);
    expect(work).toHaveBeenCalledTimes(1);
});

test("what is slow each time is told of, and what is slow once is not", () => {
    const spent = [9_000, 9_000, 9_000];
    const usage = jest.spyOn(process, "cpuUsage");
    const spending = (ms: number) =>
        usage.mockReturnValueOnce({ user: 0, system: 0 }).mockReturnValueOnce({ user: ms * 1_000, system: 0 });
    // What calibrates asks too, four times from a start to an end.
    const calibrating = () => [1, 2, 3, 4].forEach(() => spending(60));
    for (const ms of spent) {
        spending(ms);
        calibrating();
        calibrating();
    }
    expect(() => inTime(500, () => 1)).toThrow("takes 9000 ms of the processor, of 500 that it may take");
    spending(9_000);
    calibrating();
    calibrating();
    spending(400);
    expect(inTime(500, () => 1)).toBe(1);
    usage.mockRestore();
});
