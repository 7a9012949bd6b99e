// One mutant's fate: killed by a test, told too late, or alive.

/** How many tests of one file are asked before another file's are: whoever kills often is asked first. */
export class Judge {
    #coverage;
    #killers = new Map();

    /** @param {import("./coverage.mjs").Coverage} coverage */
    constructor(coverage) {
        this.#coverage = coverage;
    }

    /**
     * @param {import("./crew.mjs").Worker} worker
     * @param {import("./mutants.mjs").Mutant} mutant
     * @returns {Promise<{ status: "killed" | "timeout" | "survived" | "no coverage", isStatic: boolean, by?: string, test?: string, error?: string, ms: number }>}
     */
    async fateOf(worker, mutant) {
        const start = Date.now();
        const dynamic = this.#dynamicPlan(mutant);
        const loading = this.#staticPlan(mutant);
        const isStatic = loading.length > 0;
        const fate = (status, more = {}) => ({ status, isStatic, ...more, ms: Date.now() - start });
        if (dynamic.length === 0 && !isStatic) return fate("no coverage");
        for (const [plan, anew] of [
            [dynamic, false],
            [loading, true],
        ]) {
            if (plan.length === 0) continue;
            const verdict = await this.#ask(worker, {
                kind: "judge",
                file: mutant.file,
                index: mutant.index,
                plan,
                isStatic: anew,
            });
            if (verdict.silent) return fate("timeout");
            if (verdict.late) return fate("timeout", { by: verdict.by, test: verdict.test });
            if (verdict.killed) {
                const key = `${mutant.file}\0${verdict.by}`;
                this.#killers.set(key, (this.#killers.get(key) ?? 0) + 1);
                return fate("killed", { by: verdict.by, test: verdict.test, error: verdict.error });
            }
        }
        return fate("survived");
    }

    /** What is left behind by one mutant is thrown away, and the next try begins anew. */
    async #ask(worker, question) {
        for (let tries = 0; ; tries++) {
            const { answer, fault, silent } = await worker.ask(question);
            if (fault !== undefined) throw new Error(`${question.file}#${question.index}: ${fault}`);
            // Somebody else may have ended the process: twice is no chance.
            if (silent && tries > 0) return { silent };
            if (silent) continue;
            if (!answer.spoilt) return answer;
            // A test that fails without the mutant too, even in a process of its own, says nothing.
            if (tries === 2) question = without(question, answer);
            worker.close();
            if (tries > 20) throw new Error(`${answer.by}: ${answer.test} fails without a mutant too: ${answer.error}`);
        }
    }

    #dynamicPlan(mutant) {
        const byFile = new Map();
        for (const { file, index, ms } of this.#coverage.reaching(mutant)) {
            if (!byFile.has(file)) byFile.set(file, []);
            byFile.get(file).push([index, ms]);
        }
        const plan = [...byFile].map(([file, tests]) => ({
            file,
            tests,
            ms: tests.reduce((sum, [, ms]) => sum + ms, 0) / tests.length,
        }));
        return this.#ordered(mutant, plan).map(({ file, tests }) => ({ file, tests: tests.sort((a, b) => a[1] - b[1]) }));
    }

    #staticPlan(mutant) {
        const plan = this.#coverage.loading(mutant).map(({ file, titles, ms }) => ({
            file,
            titles,
            without: this.#coverage.leftOut.get(file) ?? [],
            ms,
        }));
        return this.#ordered(mutant, plan);
    }

    #ordered(mutant, plan) {
        const own = mutant.file.replace(/^policypack\//, "test/policypack/").replace(/\.ts$/, "");
        const rank = ({ file }) => (file.startsWith(own) ? Infinity : (this.#killers.get(`${mutant.file}\0${file}`) ?? 0));
        return plan
            .map((one) => ({ ...one, rank: rank(one) }))
            .sort((a, b) => (a.rank === b.rank ? a.ms - b.ms : b.rank - a.rank));
    }
}

const without = (question, { by, at }) => ({
    ...question,
    plan: question.plan.map((one) => (one.file === by ? { ...one, tests: one.tests.filter(([index]) => index !== at) } : one)),
});
