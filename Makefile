# What is more than `go test ./...`: docs/reliability.md and docs/security.md say what each of them proves.

.PHONY: prove fuzz mutants

prove: # all proofs that do not take hours, as a table
	.ci/prove

fuzz: # an hour of random input
	.ci/fuzz 4m

mutants: # faults put in on purpose, each of which a test must find
	go test -tags mutants -timeout 2h -run TestMutantsAreFound -v .
