import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import type { Chromium } from "./chromium";

/** How a page is looked at. */
export interface Look {
    readonly width?: number;
    readonly height?: number;
    readonly scheme?: "light" | "dark";
    readonly hasScripts?: boolean;
}

/** Keys that are no letters, with their codes in Windows, which the protocol wants. */
const KEYS: Readonly<Record<string, number>> = { Tab: 9, Enter: 13, " ": 32, ArrowDown: 40, ArrowUp: 38, Home: 36, Escape: 27 };

/** What of axe's answer is looked at. */
interface AxeResults {
    readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
    readonly passes: readonly { readonly id: string }[];
}

/** One file in a tab of its own, with everything that it asked for and that the browser complained of. */
export class Page {
    readonly requests: string[] = [];
    /** Of the console, of exceptions, of the content security policy, and dialogs. */
    readonly complaints: string[] = [];

    private constructor(
        private readonly browser: Chromium,
        private readonly session: string,
    ) {}

    static async open(browser: Chromium, file: string, look: Look = {}): Promise<Page> {
        const { width = 1280, height = 900, scheme = "light", hasScripts = true } = look;
        const { targetId } = await browser.send("Target.createTarget", { url: "about:blank" });
        const { sessionId } = await browser.send("Target.attachToTarget", { targetId, flatten: true });
        const page = new Page(browser, sessionId);
        const loaded = page.listen();
        for (const domain of ["Page", "Runtime", "Network", "Log", "DOM", "Accessibility"]) await page.send(`${domain}.enable`);
        await page.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: width < 600 });
        await page.send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
        await page.send("Emulation.setScriptExecutionDisabled", { value: !hasScripts });
        await page.send("Page.navigate", { url: pathToFileURL(file).href });
        await loaded;
        return page;
    }

    /** Resolves once the file is loaded. */
    private listen(): Promise<void> {
        return new Promise((done) => {
            this.browser.listen(({ method, params, sessionId }) => {
                if (sessionId !== this.session) return;
                if (method === "Network.requestWillBeSent") this.requests.push(params.request.url as string);
                else if (method === "Log.entryAdded") this.complaints.push(`${params.entry.source}: ${params.entry.text}`);
                else if (method === "Runtime.consoleAPICalled") this.complaints.push(`console.${params.type}`);
                else if (method === "Runtime.exceptionThrown") this.complaints.push(params.exceptionDetails.text as string);
                else if (method === "Page.javascriptDialogOpening") this.complaints.push(`dialog: ${params.message}`);
                else if (method === "Page.loadEventFired") done();
            });
        });
    }

    send(method: string, params: object = {}): Promise<any> {
        return this.browser.send(method, params, this.session);
    }

    /** The value of an expression, which may be a promise. @throws what it throws */
    async evaluate<T>(expression: string): Promise<T> {
        const options = { expression, returnByValue: true, awaitPromise: true };
        const { result, exceptionDetails } = await this.send("Runtime.evaluate", options);
        if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        return result.value as T;
    }

    /** Expects of an expression that it has a value in ten seconds: a link is followed in a task of its own, after its key. */
    async expect(expression: string, expected: unknown): Promise<void> {
        let value = await this.evaluate(expression);
        for (let i = 0; i < 100 && !isDeepStrictEqual(value, expected); i++) {
            await setTimeout(100);
            value = await this.evaluate(expression);
        }
        expect(value).toEqual(expected);
    }

    /** Presses keys, one after the other; a text that is no key is typed. */
    async press(...keys: readonly string[]): Promise<void> {
        for (const key of keys.flatMap((one) => (one in KEYS ? [one] : [...one]))) {
            const text = key === "Enter" ? "\r" : key.length === 1 ? key : undefined;
            const common = { key, code: key, windowsVirtualKeyCode: KEYS[key] ?? key.toUpperCase().charCodeAt(0) };
            await this.send("Input.dispatchKeyEvent", { type: text === undefined ? "rawKeyDown" : "keyDown", text, ...common });
            await this.send("Input.dispatchKeyEvent", { type: "keyUp", ...common });
        }
    }

    /** Goes on by Tab until an element has the focus. @throws where it never has */
    async tabTo(selector: string): Promise<void> {
        for (let i = 0; i < 400; i++) {
            await this.press("Tab");
            if (await this.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
        }
        throw new Error(`no Tab leads to ${selector}`);
    }

    /** What a screen reader says of everything with one of these roles. */
    async names(...roles: readonly string[]): Promise<string[]> {
        const { nodes } = await this.send("Accessibility.getFullAXTree");
        return (nodes as { ignored: boolean; role?: { value: string }; name?: { value: string } }[])
            .filter(({ ignored, role }) => !ignored && roles.includes(role?.value ?? ""))
            .map(({ name }) => name?.value ?? "");
    }

    /** What axe holds against the page. */
    async accessibilityFaults(): Promise<{ readonly faults: readonly string[]; readonly passed: number }> {
        await this.evaluate(`${readFileSync(require.resolve("axe-core/axe.min.js"), "utf8")}; undefined`);
        const { violations, passes } = await this.evaluate<AxeResults>("axe.run()");
        const faults = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
        return { faults, passed: passes.length };
    }
}
