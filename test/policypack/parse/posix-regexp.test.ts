import { posixRegExp } from "../../../policypack/parse/posix-regexp";

const matched = (posix: string, isExtended: boolean, text: string) => {
    const found = posixRegExp(posix, isExtended, "g");
    return found === undefined ? "not followed" : text.replace(found, "<$&>");
};

// Each as GNU sed 4.9 marks it with `s/…/<&>/g`.
test.each<[why: string, basic: string, text: string, marked: string]>([
    ["parentheses are characters", "a(*b)", "a((b) ab)", "<a((b)> <ab)>"],
    ["braces and signs are characters", "a{1}+?|", "a{1}+?| a", "<a{1}+?|> a"],
    ["a star at the start is a character", "*a", "*a a", "<*a> a"],
    ["a star at the start of a group or of a choice is one", "\\(*a\\)\\|\\(b\\|*c\\)\\|*d", "*a *c b *d", "<*a> <*c> <b> <*d>"],
    ["a star behind the sign of the start is one", "^*a", "*a*a", "<*a>*a"],
    ["and in a group", "\\(^*a\\)", "*a", "<*a>"],
    ["a star behind a group repeats it", "\\(ab\\)*c", "ababc c", "<ababc> <c>"],
    ["a star behind a star is left", "\\**a", "**a", "<**a>"],
    ["the sign of the start, elsewhere a character", "a^b\\|^a\\|^^c", "aa^b", "<a><a^b>"],
    ["two signs of the start", "^^a", "^a", "<^a>"],
    ["the sign of the start behind a choice", "b\\|^a", "ab", "<a><b>"],
    ["the sign of the end, elsewhere a character", "$a", "$a a", "<$a> a"],
    ["the sign of the end in the middle", "a$b", "a$b", "<a$b>"],
    ["the sign of the end before the end of a group", "\\(a$\\)", "aa", "a<a>"],
    ["the sign of the end before a choice", "a$\\|b", "aba", "a<b><a>"],
    ["the sign of the end before another group", "a$\\(b\\)", "a$b", "<a$b>"],
    ["repetitions and choices with a backslash", "a\\+b\\?\\|c\\{2\\}", "aab a cc c", "<aab> <a> <cc> c"],
    ["anything up to the last of something", ".*ab", "xab ab c", "<xab ab> c"],
    ["anything at all", ".*", "abc", "<abc>"],
    ["a dot is a carriage return too, and what JavaScript takes for the end of a line", "x.", "x\rx\u2028", "<x\r><x\u2028>"],
    ["ends of words", "\\<a\\|b\\>", "ab ba aa", "<a><b> ba <a>a"],
    ["characters in a set", "[]a]", "]a[", "<]><a>["],
    ["none of the characters in a set", "[^]a]", "]a[", "]a<[>"],
    ["a bracket in a set", "[a[]", "a[b]", "<a><[>b]"],
    ["a bracket behind a class in a set", "[[:digit:][]", "1[2]", "<1><[><2>]"],
    ["a backslash in a set", "[\\.]", "a\\.b", "a<\\><.>b"],
    ["a backslash and a bracket behind a set", "[\\]]", "\\] \\ ]", "<\\]> \\ ]"],
    ["a backslash behind a class in a set", "[[:digit:]\\]", "1\\2", "<1><\\><2>"],
    ["ends of lines in a set", "[\\r\\n]", "a\r\n", "a<\r><\n>"],
    ["classes", "[[:xdigit:]]", "0aFg", "<0><a><F>g"],
    ["several classes", "[[:upper:][:digit:]_]*-", "A1_-a", "<A1_->a"],
    ["a class of what is printed", "[[:print:]]", "\t a~", "\t< ><a><~>"],
    ["a class of what is seen", "[[:graph:]]", "\t a~", "\t <a><~>"],
    ["a class of what is not", "[[:cntrl:]]", "\ta\u007f", "<\t>a<\u007f>"],
    ["a class of blanks", "[[:blank:]]", "a\t \n", "a<\t>< >\n"],
    ["a class of punctuation", "[[:punct:]][[:punct:]]*", "a!/:@[`{~-b", "a<!/:@[`{~->b"],
    ["ends of lines and tabs", "\\r\\n\\|\\t", "a\r\nb\tr", "a<\r\n>b<\t>r"],
    ["letters that mean nothing are themselves", "\\q\\-\\/\\y", "q-/y", "<q-/y>"],
    ["letters that mean something to JavaScript are themselves", "\\D\\u0041\\k", "Du0041k", "<Du0041k>"],
    ["kinds of characters", "\\w\\W\\s\\S", "a- b", "<a- b>"],
    ["what a group has matched", "\\(a*\\)b\\1", "aabaa", "<aabaa>"],
    ["a slash", "a/b", "a/b", "<a/b>"],
])("a basic expression: %s", (_, posix, text, marked) => expect(matched(posix, false, text)).toBe(marked));

test.each<[why: string, extended: string, text: string, marked: string]>([
    ["groups, choices and repetitions", "(ab)+|c{2}|de?", "abab ccc d", "<abab> <cc>c <d>"],
    ["what has a backslash is a character", "\\(\\{\\+\\?\\|\\}\\)", "({+?|})", "<({+?|})>"],
    ["signs of the ends", "^a|b$", "aab", "<a>a<b>"],
    ["signs of the ends in the middle never match", "a^b|a$b", "a^b a$b", "a^b a$b"],
    ["a repeated set of signs", "([*+?])+", "a*+?", "a<*+?>"],
    ["a repeated set of parentheses", "([()a])*b", "((ab", "<((ab>"],
    ["a repeated group behind another repetition", "(a*)(b)+", "aabb", "<aabb>"],
    ["a repeated group behind a repetition", "a*(b)+", "aabb", "<aabb>"],
    ["a repeated group with signs that are characters", "(a\\*)+", "a*a*", "<a*a*>"],
    ["counts", "a{2,}|b{1,2}|c{10}", "aaa bbb cccccccccc", "<aaa> <bb><b> <cccccccccc>"],
    ["a group in a group that is not repeated", "((a|b)c)", "bc", "<bc>"],
    ["a group that may be missing", "(a*)?b", "aab", "<aab>"],
])("an extended expression: %s", (_, posix, text, marked) => expect(matched(posix, true, text)).toBe(marked));

test.each<[why: string, posix: string, isExtended: boolean]>([
    ["a backslash at the end", "a\\", false],
    ["a set without an end", "[a", false],
    ["a set of nothing but its bracket", "[]", false],
    ["a class that there is not", "[[:foo:]]", false],
    ["a class named as something of JavaScript's", "[[:constructor:]]", false],
    ["a collating symbol", "[[.-.]]", false],
    ["an equivalence class", "[[=a=]]", false],
    ["a range from behind", "[z-a]", false],
    ["a character by its number", "\\x41", false],
    ["the start of the whole text", "\\`a", false],
    ["the end of the whole text", "a\\'", false],
    ["a group without an end", "\\(a", false],
    ["an end without a group", "a\\)", false],
    ["a star with nothing before it", "*a", true],
    ["a star behind the sign of the start", "^*a", true],
    ["a brace with nothing before it", "{a", true],
    ["a count without an end", "a{2", true],
    ["a count that only has an end", "a{,2}", true],
    ["a repetition that JavaScript has as a shortest one", "a+?", true],
    ["another of these", "a*\\?", false],
    ["a count with one", "a{2}?", true],
    ["a group that only JavaScript has", "(?:a)", true],
    ["a group that only JavaScript has, behind a backslash", "\\\\(?:a)", true],
    ["a repeated repetition", "(a*b)*", true],
    ["a repeated choice", "(a|b)+", true],
    ["a counted repetition", "(a+){2}", true],
    ["a repeated group with a group that varies", "((a|b)c)*", true],
    ["a repeated group with what may be missing", "(ab?)*", true],
    ["a repeated group with a count", "(a{2})*", true],
])("%s is not followed", (_, posix, isExtended) => expect(matched(posix, isExtended, "")).toBe("not followed"));

test("flags are kept", () => expect(posixRegExp("a", false, "i")).toEqual(/a/is));

/** A search would try it from each of the other letters too, which takes the square of their number. */
test.each([
    [".*a\\+b", /^.*a+b/s],
    [".*a\\|b", /.*a|b/s],
    ["a.*", /a.*/s],
])("what begins with anything is looked for from the start alone: %s", (posix, expression) =>
    expect(posixRegExp(posix, false, "")).toEqual(expression),
);
