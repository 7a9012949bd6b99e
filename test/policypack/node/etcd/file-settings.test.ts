import { fromFile, thrownBy, urls } from "../../etcds";

describe("a configuration file", () => {
    test("is read by names in any case, in the order of the alphabet, and null is nothing", () => {
        const text = `
Client-Transport-Security: {client-cert-auth: true, CERT-FILE: /a}
client-transport-security: {client-cert-auth: null, cert-file: /b, "tru\u017fted-ca-file": /ca}
`;
        const view = fromFile(text);
        expect(view.certificate.certFile.value).toBe("/b");
        expect(view.trustedCAFile).toEqual({
            value: "/ca",
            at: "/e › client-transport-security.tru\u017fted-ca-file",
            isDefault: false,
        });
        const demanding = fromFile("Client-Transport-Security: {client-cert-auth: true}\nclient-transport-security: {}");
        expect(demanding.clientAuthentication.value).toBe("system-roots");
    });

    test("may list addresses as objects, which cannot be judged", () => {
        const objects = "ListenClientUrls: [{Scheme: http, Host: '0.0.0.0:2379'}]\n";
        expect(thrownBy(() => fromFile(objects).clientListeners)).toBe(
            "/e › ListenClientUrls: lists addresses as objects, under the name that etcd's source has for them",
        );
        expect(urls(fromFile(`${objects}listen-client-urls: http://1.2.3.4:1`).clientListeners)).toEqual(["http://1.2.3.4:1"]);
    });
});
