// gen-sdk reads the schema of a Pulumi package on stdin, holds it to Pulumi's own metaschema, and writes the package's Node SDK into the
// folder that is its argument: what `pulumi package add` does in a project of Node's, which asks Pulumi's language host for it.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/blang/semver"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

func main() {
	if err := generate(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func generate(folder string) error {
	var spec schema.PackageSpec
	if err := json.NewDecoder(os.Stdin).Decode(&spec); err != nil {
		return fmt.Errorf("the schema is no JSON: %w", err)
	}
	pkg, diagnostics, err := schema.BindSpec(spec, alone{}, schema.ValidationOptions{})
	if err == nil && diagnostics.HasErrors() {
		err = diagnostics
	}
	if err != nil {
		return fmt.Errorf("the schema is wrong: %w", err)
	}
	files, err := nodejs.GeneratePackage("gen-sdk", pkg, nil, nil, false, nil)
	if err != nil {
		return fmt.Errorf("no SDK can be made of the schema: %w", err)
	}
	for name, content := range files {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// A package whose types are all its own: a reference to another package's would ask for that package's schema.
type alone struct{}

func refuse[T any](name string) (T, error) {
	var none T
	return none, fmt.Errorf("it refers to types of the package %s", name)
}

func (alone) LoadPackage(name string, _ *semver.Version) (*schema.Package, error) {
	return refuse[*schema.Package](name)
}

func (alone) LoadPackageV2(_ context.Context, one *schema.PackageDescriptor) (*schema.Package, error) {
	return refuse[*schema.Package](one.Name)
}

func (alone) LoadPackageReference(name string, _ *semver.Version) (schema.PackageReference, error) {
	return refuse[schema.PackageReference](name)
}

func (alone) LoadPackageReferenceV2(_ context.Context, one *schema.PackageDescriptor) (schema.PackageReference, error) {
	return refuse[schema.PackageReference](one.Name)
}
