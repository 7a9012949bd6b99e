import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import boundaries from "eslint-plugin-boundaries";
import tseslint from "typescript-eslint";

/**
 * The rooms of the pack, and what each may import: its own files and those of the rooms listed. Dependencies point one way, so that
 * a parser never knows a provider and a check never meets a raw resource. `index.ts` is the entry and belongs to no room; nothing may
 * import it, as it starts the server.
 */
const ROOMS = {
    model: [],
    parse: ["model"],
    settings: ["model"],
    node: ["model", "parse"],
    lib: ["model", "parse", "settings"],
    subjects: ["model", "parse", "node", "lib"],
    policies: ["model", "settings", "lib", "subjects"],
    cli: ["model", "parse", "settings", "node", "lib", "subjects", "policies"],
};

export default tseslint.config(
    { ignores: ["**/node_modules/", "**/bin/", "coverage/"] },
    js.configs.recommended,
    {
        files: ["**/*.ts"],
        extends: [tseslint.configs.strict, tseslint.configs.stylistic],
        rules: {
            // A generator that yields nothing is a view-less lens; a marker class is a marker.
            "require-yield": "off",
            "@typescript-eslint/no-extraneous-class": "off",
            "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
            // `noUncheckedIndexedAccess` is on; a `!` where the index is known is the honest form.
            "@typescript-eslint/no-non-null-assertion": "off",
            "max-lines": ["warn", { max: 260, skipBlankLines: true, skipComments: true }],
        },
    },
    {
        files: ["**/*.mjs", "**/*.cjs", "**/*.js"],
        languageOptions: {
            globals: {
                process: "readonly",
                console: "readonly",
                Buffer: "readonly",
                URL: "readonly",
                setInterval: "readonly",
                clearInterval: "readonly",
                setTimeout: "readonly",
                clearTimeout: "readonly",
                require: "readonly",
                module: "writable",
            },
        },
    },
    {
        files: ["policypack/**/*.ts"],
        plugins: { boundaries },
        settings: {
            "boundaries/include": ["policypack/*/**/*.ts"],
            "boundaries/elements": Object.keys(ROOMS).map((room) => ({ type: room, pattern: `policypack/${room}` })),
            "import/resolver": { node: { extensions: [".ts"] } },
        },
        rules: {
            "boundaries/no-unknown-dependencies": "error",
            "boundaries/no-unknown-files": "error",
            "boundaries/dependencies": [
                "error",
                {
                    default: "disallow",
                    policies: Object.entries(ROOMS).map(([from, allowed]) => ({
                        from: { element: { type: from } },
                        allow: [from, ...allowed].map((to) => ({ to: { element: { type: to } } })),
                    })),
                },
            ],
            // The published pack loads no provider SDK; `import type` costs nothing.
            "@typescript-eslint/no-restricted-imports": [
                "error",
                {
                    patterns: [
                        {
                            group: ["@pulumi/aws*", "@pulumi/kubernetes*", "@pulumi/eks*"],
                            allowTypeImports: true,
                            message: "Use `import type`: the pack loads no provider SDK.",
                        },
                    ],
                },
            ],
            // The engine reads the port from stdout; one line printed there breaks every preview.
            "no-console": "error",
        },
    },
    {
        files: ["test/**/*.ts"],
        rules: { "@typescript-eslint/no-explicit-any": "off", "@typescript-eslint/no-require-imports": "off" },
    },
    prettier,
);
