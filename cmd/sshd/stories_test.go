package main

import (
	"slices"
	"testing"

	"porthole/internal/store/postgres/pgtest"
)

// databases stand in for data folders while stories are told on PostgreSQL: of each
// folder the URL and the file with the host key. nil: they are told on folders.
var databases map[string][2]string

// placed are the arguments of the program, with a database in the place of its folder.
func placed(t *testing.T, args []string) []string {
	t.Helper()
	n := slices.Index(args, "--data")
	if databases == nil || n < 0 {
		return args
	}
	d, known := databases[args[n+1]]
	if !known {
		d = [2]string{pgtest.Database(t), newHostKey(t)}
		databases[args[n+1]] = d
	}
	args = slices.Clone(args)
	args[n+1] = d[0]
	return append(args, "--host-key", d[1])
}

// The stories that are not about a folder are told once more, with a database in its
// place: nobody who comes by SSH finds anything different. Left out are those that open
// the folder themselves or build the demo in it, and that of the desk, which ends with the
// check of isolation: it works on a copy of a folder.
func TestStoriesOnPostgres(t *testing.T) {
	onPostgres(t)
	databases = map[string][2]string{}
	t.Cleanup(func() { databases = nil })
	for name, story := range map[string]func(t *testing.T){
		"one of several keys is registered":  TestOneOfSeveralKeysIsRegistered,
		"a stranger becomes a customer":      TestAStrangerBecomesACustomerAndIsShutOut,
		"the card for a registered key":      TestTheCardForARegisteredKey,
		"a changed date is mailed":           TestAChangedDateIsMailedToThoseWhoAsked,
		"the program is killed":              TestAnAcknowledgedChangeIsMailedAlthoughTheProgramIsKilled,
		"mail waits until there is a server": TestMailWaitsUntilThereIsAServer,
		"what the outbox says":               TestTheOutboxSaysWhatThisServerDoes,
		"a consignee follows one shipment":   TestAConsigneeFollowsOneShipment,
		"guessing learns nothing":            TestGuessingLearnsNothing,
		"a key that is only shown":           TestAKeyThatIsOnlyShownBindsNothing,
		"a second termination":               TestASecondTermination,
		"without an administrator":           TestWithoutAnAdministrator,
	} {
		t.Run(name, story)
	}
}
