const swc = {
    transform: {
        "^.+\\.(t|j)s$": [
            "@swc/jest",
            { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
        ],
    },
    // unbash ships ES modules only; Node requires them, jest's own loader does not.
    transformIgnorePatterns: ["/node_modules/(?!unbash/)"],
    extensionsToTreatAsEsm: [],
    modulePathIgnorePatterns: ["<rootDir>/policypack/bin/"],
};

export default {
    projects: [
        {
            displayName: "unit",
            rootDir: import.meta.dirname,
            testMatch: [
                "<rootDir>/test/policypack/**/*.test.ts",
                "<rootDir>/test/components/**/*.test.ts",
                "<rootDir>/test/pack/**/*.test.ts",
                "<rootDir>/test/docs/**/*.test.ts",
            ],
            ...swc,
        },
        {
            displayName: "corpora",
            rootDir: import.meta.dirname,
            testMatch: ["<rootDir>/test/corpora/**/*.test.ts"],
            ...swc,
        },
        {
            displayName: "engine",
            rootDir: import.meta.dirname,
            testMatch: ["<rootDir>/test/engine/**/*.test.ts"],
            globalSetup: "<rootDir>/test/engine/setup.mjs",
            ...swc,
            modulePathIgnorePatterns: [],
        },
        {
            displayName: "browser",
            rootDir: import.meta.dirname,
            testMatch: ["<rootDir>/test/browser/**/*.test.ts"],
            globalSetup: "<rootDir>/test/browser/setup.mjs",
            ...swc,
        },
        {
            displayName: "daemons",
            rootDir: import.meta.dirname,
            testMatch: ["<rootDir>/test/daemons/**/*.test.ts"],
            ...swc,
        },
    ],
};
