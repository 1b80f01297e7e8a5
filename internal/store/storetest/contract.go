// Package storetest is what a store has to be able to do on every engine, as tests.
// An engine is put through it by one call of [Contract]; what is particular to an
// engine, such as a killed process or a damaged file, is tested beside the engine.
package storetest

import (
	"testing"
	"time"

	"porthole/internal/store"
)

// Open opens the store in a folder, and makes it at the first time.
type Open func(t testing.TB, folder string, now func() time.Time) *store.Store

type contractTest struct {
	name string
	test func(w *world)
}

// Contract puts a store that stands on an engine through everything that the rest of Porthole relies
// on. Every write is read again after the store was closed and opened.
func Contract(t *testing.T, open Open) {
	for _, c := range append([]contractTest{
		{"AShipmentIsKeptAsItIs", shipmentKept},
		{"WhatIsPublishedIsTheDoorsWork", doorsWork},
		{"WritingTheSameAgainChangesNothing", sameAgain},
		{"WhatCannotBeSeenDoesNotMoveTheRoom", unseen},
		{"TwoWhoEditAtOnceAreTold", editedMeanwhile},
		{"AWriteIsAllOrNothing", allOrNothing},
		{"ATransactionSeesItself", seesItself},
		{"AShipmentMovesToAnotherPartner", moves},
		{"ChangesAreNumberedPerRoom", changesPerRoom},
		{"OnlySoundShipmentsArePut", unsound},
		{"ListsCountAndTurnPages", lists},
		{"PartnersAreFoundByNameAndSlug", partners},
		{"AccountsAreOfOneKind", accounts},
		{"AKeyBelongsToOneAccount", keys},
		{"ADisabledAccountIsUnknown", disabled},
		{"OnesOwnKeysAndLanguage", own},
		{"TheLastVisitIsRemembered", visits},
		{"TheLastUseOfAKeyIsRemembered", lastUse},
		{"AdministratorsAreSeededOnce", seeded},
		{"TheForwarderIsKnownToAll", forwarder},
		{"RolesDecide", roles},
		{"EverythingIsInTheTrail", trail},
		{"TheTrailIsReadInParts", trailInParts},
		{"AnInvitationRegistersOneKeyOnce", invitationOnce},
		{"CodesThatOpenNothing", codesThatOpenNothing},
		{"AnExpiredCodeSaysWhenAndWhomToAsk", expirySaysWhen},
		{"AClockPutBackOpensNoExpiredCode", clockPutBack},
		{"AKeyOfSomebodyElseUsesUpNoCode", invitationKept},
		{"InvitationsAreReadInParts", invitationsInParts},
		{"ActsByRole", actsByRole},
		{"AWithdrawalKeepsItsTrace", withdrawal},
		{"APreviewReadsOnly", previewing},
		{"WhoListensIsToldOfEveryChange", accountChanges},
		{"TheTrailIsSearched", trailSearched},
		{"WhatNeedsAnUpdateComesWithTime", needsAnUpdate},
		{"AContextThatHasEndedDoesNothing", ended},
		{"ACodeOpensItsShipmentAlone", codeOpens},
		{"WhatEndsACodeEndsItsSessions", codeEnds},
		{"ABoundCodeIsForOneKey", codeBound},
		{"ACodeLastsBeyondTheArrival", codeLasts},
		{"CodesAreReadInParts", codesInParts},
		{"CodesByRole", codesByRole},
		{"AHolderSeesNothingOfNeighbours", codeSeesNoNeighbours},
		{"WhoAskedIsMailed", mailIsSent},
		{"AMailThatIsBeingSentComesAgain", mailClaimed},
		{"AMailThatIsRefusedComesAgain", mailRefused},
		{"WhoLosesAShipmentIsNotMailed", mailToNobody},
		{"NewsAreMailedTogether", mailTogether},
		{"SmallMovesOfTheETAAddUp", mailOfMoves},
		{"TheMailOfACodeEndsWithIt", mailOfCodes},
		{"WhatWasMailedIsKnownForAYear", mailsOfTheYear},
		{"WhatWasToldIsToldAgain", mailAgain},
		{"TheSenderIsWoken", mailSender},
		{"TheDeskIsReadInParts", desk},
		{"AnEventIsHeldBack", holding},
		{"AReaderIsOneMoment", readers},
		{"CustomerServiceSeesWhatCustomersSee", outside},
		{"CarriersAndHeadingsAreKept", sources},
		{"WhatWasShownThenIsKept", shownThen},
		{"TheOfficesListMarksWhatCustomersSeeOtherwise", markedOtherwise},
		{"HowAnAccountStoodThenIsTold", accountThen},
		{"FiltersAreKept", filters},
		{"WhatIsDerivedIsMadeAgain", rebuilt},
		{"AnActUnderAnIDIsDoneOnce", doneOnce},
		{"ActsUnderIDsInAnyOrder", anyActs},
	}, atOnce...) {
		t.Run(c.name, func(t *testing.T) { c.test(newWorld(t, open)) })
	}
}
