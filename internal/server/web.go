package server

import (
	"net/netip"
	"time"

	"porthole/internal/access"
	"porthole/internal/model"
	"porthole/internal/store"
)

// FollowOnWeb opens the shipment that a tracking code is for to a browser at an
// address. Its attempts are charged to the same origins, and come out of the same
// budget, as those over SSH; who is refused there is refused here. The error is a
// Fault of the code, or ours.
func (s *Server) FollowOnWeb(addr netip.Addr, typed string) (who model.Principal, err error) {
	origin, remote := access.Origin(addr), "web "+addr.String()
	err = s.judge(origin, remote, !s.gate.penalties.refuses(origin, time.Now()), func() (err error) {
		who, err = s.backend.follow(typed, store.Browser, remote)
		return err
	})
	return who, err
}
