import { type Place, quickPlaces } from "../../../policypack/parse/quick-places";

/** The lines of a place and of all below it: `[line, { name: … }]`, or the line alone. */
const shown = ({ line, members }: Place): unknown =>
    members.size === 0 ? line : [line, Object.fromEntries([...members].map(([name, place]) => [name, shown(place)]))];
const placesOf = (text: string): unknown => {
    const root = quickPlaces(text);
    return root && shown(root);
};

test.each<[reason: string, text: string, places: unknown]>([
    ["names are where they begin", "a: 1\nb: 2\n", [0, { a: 0, b: 1 }]],
    ["a document begins with its first name", "# one\n\n---\na: 1\n", undefined],
    ["behind comments, too", "# one\n  # two\n\na: 1\n", [3, { a: 3 }]],
    ["and behind a mark", "---\n# one\na: 1\n", [2, { a: 2 }]],
    ["a name in quotes", `"a": 1\n'b': 2\n`, [0, { a: 0, b: 1 }]],
    ["a value of another line is where its name is", "a:\n  1\nb:\n\n  c: 2\n", [0, { a: 0, b: [2, { c: 4 }] }]],
    [
        "items of a list are where they begin, behind their dashes",
        "a:\n  - 1\n  -\n    b: 2\n",
        [0, { a: [0, { 0: 1, 1: [3, { b: 3 }] }] }],
    ],
    ["a map in a list begins with its first name", "a:\n- b: 1\n  c: 2\n", [0, { a: [0, { 0: [1, { b: 1, c: 2 }] }] }]],
    [
        "lists and maps in brackets",
        "a: [1, 2,\n  3]\nb: {c: [4],\n  d: 5}\n",
        [0, { a: [0, { 0: 0, 1: 0, 2: 1 }], b: [2, { c: [2, { 0: 2 }], d: 3 }] }],
    ],
    ["empty ones have nothing in them", "a: []\nb: {}\nc:\n", [0, { a: 0, b: 1, c: 2 }]],
    ["a text of several lines has nothing in it", "a: |\n  b: 1\n  - c\nd: 2\n", [0, { a: 0, d: 3 }]],
    ["words of truth are names as they are read", "yes: 1\n", [0, { true: 0 }]],
    ["a list is no map", "- a: 1\n", undefined],
    ["nor is what stands in braces", "{a: 1}\n", undefined],
    ["nor a text", "a\n", undefined],
    ["what the quick reader does not read", "a: &b 1\n", undefined],
    ["names that are numbers stand in another order in the value", "b: 1\n2: 1\n1: 1\n", undefined],
    ["a number after all others", "1: a\n2: b\n", [0, { 1: 0, 2: 1 }]],
    ["below what is in another order, too", "a:\n  b: 1\n  2: 1\n  1: 1\n", undefined],
    ["and below an item", "a:\n  - c: 1\n    1: 1\n", undefined],
    ["an item that is empty", "a:\n  -\n  - 1\n", undefined],
])("%s", (_, text, places) => expect(placesOf(text)).toEqual(places));
