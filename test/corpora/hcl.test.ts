import { parseHcl, Reference } from "./hcl";

test("blocks, attributes and literals are read as Terraform means them", () => {
    const [block] = parseHcl(`
        # a comment
        resource "aws_security_group" "nodes" {
          name   = "nodes" // another
          labels = { k8s-app = "a", "b" = 2 }
          list   = [
            "x", -1,
            true,
          ]
          ingress {
            from_port = 0
            cidrs     = ["0.0.0.0/0"] /* and
            one more */
          }
        }`);
    expect(block).toEqual({
        type: "resource",
        labels: ["aws_security_group", "nodes"],
        attributes: { name: "nodes", labels: { "k8s-app": "a", b: 2 }, list: ["x", -1, true] },
        blocks: [{ type: "ingress", labels: [], attributes: { from_port: 0, cidrs: ["0.0.0.0/0"] }, blocks: [] }],
    });
});

test("what only Terraform could evaluate stays a reference", () => {
    const [block] = parseHcl(`locals {
        id    = aws_security_group.nodes.id
        merge = merge({ a = 1 }, var.tags)
        name  = "x-\${var.name}"
        after = 1
    }`);
    expect(block!.attributes).toEqual({
        id: new Reference("aws_security_group.nodes.id"),
        merge: new Reference("merge({a=1},var.tags)"),
        name: new Reference("x-${var.name}"),
        after: 1,
    });
});

test("a heredoc is a string", () => {
    expect(parseHcl('a {\n  text = <<EOF\nb = "c"\n# d\nEOF\n  next = 1\n}')[0]!.attributes).toEqual({
        text: 'b = "c"\n# d',
        next: 1,
    });
});

test("what is no Terraform is refused, not guessed", () => {
    expect(() => parseHcl("a {")).toThrow("expected a name but read  in Terraform");
    expect(() => parseHcl("= 1")).toThrow("expected a name but read = in Terraform");
});
