/* global __dirname, __filename */
// Lets Node load the TypeScript of this repository, and counts the branches of the pack that run: `globalThis.__fuzzFresh` gets the number of
// each that runs for the first time since `globalThis.__fuzzForget()`. What is compiled is kept in node_modules/.cache.
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");

const ROOT = path.resolve(__dirname, "..");
const PACK = path.join(ROOT, "policypack") + path.sep;
const CACHE = path.join(ROOT, "node_modules", ".cache", "kube-bypass-guard-fuzz");
const VERSION = createHash("sha256").update(fs.readFileSync(__filename)).digest("hex");
const MAX_BRANCHES = 1 << 17;

let typescript;
const ran = new Uint8Array(MAX_BRANCHES);
let branches = 0;
globalThis.__fuzzFresh = [];
globalThis.__fuzzForget = () => {
    ran.fill(0);
    globalThis.__fuzzFresh.length = 0;
};

/** Reserves the numbers of one file's branches; the file calls what it gets at each. */
globalThis.__fuzzFile = (count) => {
    const first = branches;
    branches += count;
    return (branch) => {
        const number = first + branch;
        if (ran[number] === 1) return;
        ran[number] = 1;
        globalThis.__fuzzFresh.push(number);
    };
};

require.extensions[".ts"] = (module, file) => module._compile(compiled(file), file);

function compiled(file) {
    const source = fs.readFileSync(file, "utf8");
    const key = createHash("sha256").update(VERSION).update(file).update(source).digest("hex");
    const kept = path.join(CACHE, `${key}.js`);
    if (fs.existsSync(kept)) return fs.readFileSync(kept, "utf8");
    typescript ??= require("typescript");
    const code = transpiled(source, file);
    fs.mkdirSync(CACHE, { recursive: true });
    // Another process may write the same.
    fs.writeFileSync(`${kept}.${process.pid}`, code);
    fs.renameSync(`${kept}.${process.pid}`, kept);
    return code;
}

function transpiled(source, fileName) {
    const counter = { count: 0 };
    const { outputText } = typescript.transpileModule(source, {
        fileName,
        compilerOptions: { module: "commonjs", target: "es2022", esModuleInterop: true, inlineSourceMap: true },
        transformers: { before: fileName.startsWith(PACK) ? [instrumenting(counter)] : [] },
    });
    return counter.count === 0 ? outputText : `const __fuzzRan=globalThis.__fuzzFile(${counter.count});${outputText}`;
}

/** Marks the start of each body, of each arm of a condition, and of what `&&`, `||` and `??` reach. */
const instrumenting = (counter) => (context) => {
    const ts = typescript;
    const f = ts.factory;
    const mark = () =>
        f.createCallExpression(f.createIdentifier("__fuzzRan"), undefined, [f.createNumericLiteral(counter.count++)]);
    const statement = () => f.createExpressionStatement(mark());
    const after = (expression) => f.createParenthesizedExpression(f.createComma(mark(), expression));
    const block = (one) => (ts.isBlock(one) ? one : f.createBlock([statement(), one], true));
    const isLogical = ({ operatorToken: { kind } }) =>
        [ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken].includes(kind);
    const visit = (node) => {
        const seen = ts.visitEachChild(node, visit, context);
        if (ts.isBlock(seen)) return f.updateBlock(seen, [statement(), ...seen.statements]);
        if (ts.isCaseClause(seen)) return f.updateCaseClause(seen, seen.expression, [statement(), ...seen.statements]);
        if (ts.isConditionalExpression(seen)) {
            return f.updateConditionalExpression(
                seen,
                seen.condition,
                seen.questionToken,
                after(seen.whenTrue),
                seen.colonToken,
                after(seen.whenFalse),
            );
        }
        if (ts.isBinaryExpression(seen) && isLogical(seen)) {
            return f.updateBinaryExpression(seen, seen.left, seen.operatorToken, after(seen.right));
        }
        if (ts.isIfStatement(seen)) {
            return f.updateIfStatement(
                seen,
                seen.expression,
                block(seen.thenStatement),
                seen.elseStatement && (ts.isIfStatement(seen.elseStatement) ? seen.elseStatement : block(seen.elseStatement)),
            );
        }
        if (ts.isArrowFunction(seen) && !ts.isBlock(seen.body)) {
            const { modifiers, typeParameters, parameters, type, equalsGreaterThanToken, body } = seen;
            return f.updateArrowFunction(seen, modifiers, typeParameters, parameters, type, equalsGreaterThanToken, after(body));
        }
        return seen;
    };
    return (file) => ts.visitNode(file, visit);
};
