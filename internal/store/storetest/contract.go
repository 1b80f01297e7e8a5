package storetest

import "testing"

// Contract puts an engine through everything that the rest of Porthole relies
// on. Every write is read again after the store was closed and opened.
func Contract(t *testing.T, open Open) {
	for _, c := range []struct {
		name string
		test func(w *world)
	}{
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
		{"OfManyWhoRedeemOneSucceeds", invitationRace},
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
	} {
		t.Run(c.name, func(t *testing.T) { c.test(newWorld(t, open)) })
	}
}
